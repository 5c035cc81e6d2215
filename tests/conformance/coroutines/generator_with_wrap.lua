-- A wrapped coroutine works as an iterator. Manual 2.6.
local yield = coroutine.yield
local function range(n) return coroutine.wrap(function() for i = 1, n do yield(i, i * i) end end) end
for i, square in range(3) do print(i, square) end  --> 1	1
                                                   --> 2	4
                                                   --> 3	9
