-- An integer loop clips a float limit. Manual 3.3.5.
for i = 1, 2.9 do print(i) end        --> 1
                                      --> 2
for i = -1, -2.5, -1 do print(i) end  --> -1
                                      --> -2
for i = 1, -math.huge do print(i) end
for i = 1, 0/0 do print(i) end
