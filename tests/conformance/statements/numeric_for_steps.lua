-- A numeric loop counts up or down by its step. Manual 3.3.5.
for i = 1, 3 do print(i) end       --> 1
                                   --> 2
                                   --> 3
for i = 3, 1, -2 do print(i) end   --> 3
                                   --> 1
for i = 10, 1 do print(i) end
for i = 0, 1, 0.5 do print(i) end  --> 0.0
                                   --> 0.5
                                   --> 1.0
