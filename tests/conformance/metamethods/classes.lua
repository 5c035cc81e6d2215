-- A metatable whose __index is itself makes a class. Manual 2.4.
local Point = {}
Point.__index = Point
Point.__add = function(a, b) return Point.new(a.x + b.x, a.y + b.y) end
Point.__tostring = function(p) return "(" .. p.x .. ", " .. p.y .. ")" end
function Point.new(x, y) return setmetatable({ x = x, y = y }, Point) end
print(Point.new(1, 2) + Point.new(10, 20))  --> (11, 22)
