-- Arithmetic metamethods may yield. Manual 2.6.
local op = function(a, b) return coroutine.yield("op") end
local v = setmetatable({}, { __add = op, __mul = op, __unm = op, __idiv = op })
local co = coroutine.wrap(function() local a, b = v + 1, 2 * v; return a, b, -v, v // v end)
print(co()); print(co(1)); print(co(2)); print(co(3)); print(co(4))  --> op
                                                                     --> op
                                                                     --> op
                                                                     --> op
                                                                     --> 1	2	3	4
