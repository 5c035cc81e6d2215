-- The function ipairs stops at the first absent index. Manual 6.1.
for i, v in ipairs { "a", false, nil, "d", n = 1 } do print(i, v) end  --> 1	a
                                                                       --> 2	false
