-- An __eq metamethod may yield. Manual 2.6.
local mt = { __eq = function() return coroutine.yield("eq") end }
local a, b = setmetatable({}, mt), setmetatable({}, mt)
local co = coroutine.wrap(function() if a ~= b then return "different" else return "same" end end)
print(co())      --> eq
print(co(true))  --> same
