-- An iterator may be a stateless function. Manual 3.3.5.
local function range(n, i) if i < n then return i + 1, i * i end end
for i, square in range, 3, 0 do print(i, square) end  --> 1	0
                                                      --> 2	1
                                                      --> 3	4
