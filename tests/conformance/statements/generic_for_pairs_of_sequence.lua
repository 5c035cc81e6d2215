-- A generic loop calls its iterator until it gives nil. Manual 3.3.5.
for i, v in ipairs { "a", "b", nil, "d" } do print(i, v) end  --> 1	a
                                                              --> 2	b
