-- attack: odd states; finalizers in the order that the manual says, with metatables that change, in coroutines, resurrected
-- expect: ok
local order = {}
local held = {}
for i = 1, 10 do held[i] = setmetatable({}, {__gc = function() order[#order + 1] = i end}) end
held = nil
collectgarbage()
assert(table.concat(order, " ") == "10 9 8 7 6 5 4 3 2 1", table.concat(order, " "))
local n = 0
local mt = {}
setmetatable({}, mt)
mt.__gc = function() n = n + 1 end
collectgarbage()
assert(n == 0)
local o = setmetatable({}, mt)
setmetatable(o, nil)
o = nil
collectgarbage()
assert(n == 0)
setmetatable({}, {__gc = function(x) setmetatable(x, mt) end})
collectgarbage() collectgarbage()
assert(n == 1)
for _, odd in ipairs{1, "x", true, {}} do setmetatable({}, {__gc = odd}) end
collectgarbage()
local co = coroutine.wrap(function()
  setmetatable({}, {__gc = function() n = n + 1 pcall(coroutine.yield) pcall(error, {}) n = n + 1 end})
  collectgarbage()
  coroutine.yield(n)
end)
assert(co() == 3)
local weak = setmetatable({}, {__mode = "kv"})
setmetatable({}, {__gc = function(x) weak[1] = x weak[x] = 1 n = n + 1 end})
collectgarbage()
assert(n == 4)
collectgarbage()
assert(weak[1] == nil)
setmetatable({}, {__gc = function() assert(collectgarbage() ~= 1) n = n + 1 end})
collectgarbage()
assert(n == 5)
print("ok")
