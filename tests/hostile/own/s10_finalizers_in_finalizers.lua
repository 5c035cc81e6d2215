-- attack: stack; finalizers that collect, make more of their kind, and overflow the stack
-- expect: ok
local n = 0
local mt = {}
local function overflow() return 1 + overflow() end
mt.__gc = function()
  n = n + 1
  if n < 8 then setmetatable({}, mt) end
  collectgarbage()
  collectgarbage("step")
  pcall(overflow)
  overflow()
end
for i = 1, 3 do
  setmetatable({}, mt)
  collectgarbage()
end
assert(n >= 3)
print("ok")
