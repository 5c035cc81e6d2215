-- Yield passes any number of values. Manual 2.6.
local co = coroutine.wrap(function(...) return select("#", coroutine.yield(...)) end)
print(select("#", co(table.unpack({}, 1, 200))))  --> 200
print(co(table.unpack({}, 1, 150)))               --> 150
