-- attack: odd states; select, pack and varargs with all kinds of positions and counts
-- expect: ok
assert(select("#") == 0 and select("#", nil, nil) == 2 and select(-1, 1, 2, nil) == nil and select(2, 1) == nil)
assert(select("#", select(5, 1, 2)) == 0 and select("#", select(math.maxinteger, 1)) == 0)
assert(not pcall(select, 0) and not pcall(select, -1) and not pcall(select, -3, 1, 2) and not pcall(select, math.mininteger, 1))
assert(not pcall(select) and not pcall(select, 1.5, 1) and not pcall(select, {}, 1) and select("2", 1, 7) == 7 and select(2.0, 1, 7) == 7)
local p = table.pack()
assert(p.n == 0 and #p == 0 and table.pack(nil, nil).n == 2)
local function f(...) local a, b = ... return select("#", ...), a, b, (...) end
assert(select("#", f()) == 4 and f(nil) == 1 and select(4, f(1, 2)) == 1)
assert(select("#", table.unpack({n = 3}, 1, 3)) == 3 and select("#", table.unpack({1, nil, 3})) >= 1)
local function g(a, ...) a = nil return ... end
assert(g(1, 2) == 2 and select("#", g()) == 0)
local co = coroutine.wrap(function(...) local a = {...} while true do a = {coroutine.yield(table.unpack(a))} end end)
assert(select("#", co()) == 0 and co(1) == 1 and select("#", co(nil)) <= 1)
print("ok")
