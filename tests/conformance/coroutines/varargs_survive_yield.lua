-- The extra arguments of a function survive a yield. Manual 2.6.
local co = coroutine.wrap(function(...) coroutine.yield(); return select("#", ...), ... end)
co("a", nil, "c")
print(co())  --> 3	a	nil	c
