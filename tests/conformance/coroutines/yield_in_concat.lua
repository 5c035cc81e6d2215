-- A __concat metamethod may yield in the middle of a chain. Manual 2.6.
local v = setmetatable({}, { __concat = function(a, b)
  return coroutine.yield(type(a) == "table" and b or a)
end })
local co = coroutine.wrap(function() return "a" .. v .. "c" end)
print(co())     --> c
print(co("B"))  --> aB
