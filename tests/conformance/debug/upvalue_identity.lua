-- `upvalueid` tells whether closures share a variable; `upvaluejoin` makes them share one. Manual 6.10.
local function pair()
  local n = 0
  return function() n = n + 1 return n end, function() return n end
end
local up1, get1 = pair()
local up2, get2 = pair()
local id = debug.upvalueid
print(type(id(up1, 1)), id(up1, 1) == id(get1, 1), id(up1, 1) == id(up2, 1))  --> userdata	true	false
print(id(up1, 2), select("#", id(up1, 2)), id(up1, 0), id(up1, -1))  --> nil	1	nil	nil
up1() up1() up2()
print(select("#", debug.upvaluejoin(get2, 1, up1, 1)))  --> 0
print(get2(), id(get2, 1) == id(up1, 1), id(get2, 1) == id(up2, 1))  --> 2	true	false
up1()
print(get1(), get2(), up2())  --> 3	3	2
local function mixed() return up1, get1 end
debug.upvaluejoin(mixed, 1, mixed, 2)
print(mixed() == get1, up1 == get1)  --> true	false
local fns = {}
for i = 1, 2 do fns[i] = function() return i end end
print(id(fns[1], 1) == id(fns[2], 1))  --> false
debug.upvaluejoin(fns[1], 1, fns[2], 1)
print(fns[1](), fns[2](), id(fns[1], 1) == id(fns[2], 1))  --> 2	2	true
local open = "open"
local function reader() return open end
debug.upvaluejoin(fns[1], 1, reader, 1)
open = "changed"
print(fns[1]())  --> changed
