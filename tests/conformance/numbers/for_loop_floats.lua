-- A loop whose start or step is a float counts in floats. Manual 3.3.5.
for i = 1.0, 2 do print(i) end             --> 1.0
                                           --> 2.0
for i = 1, 2, 0.5 do print(i) end          --> 1.0
                                           --> 1.5
                                           --> 2.0
for i = 1, 2.0 do print(math.type(i)) end  --> integer
                                           --> integer
