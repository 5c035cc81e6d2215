-- A library function can be tail-called. Manual 3.4.10.
local function f(...) return select("#", ...) end
local function g(t) return table.unpack(t) end
print(f(1, 2), g { 1, 2, 3 })  --> 2	1	2	3
