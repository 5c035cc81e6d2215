-- Several closing methods that yield run one after the other. Manual 3.3.8.
local function closer(name) return setmetatable({}, { __close = function() coroutine.yield(name) end }) end
local co = coroutine.wrap(function()
  local a <close> = closer("a")
  local b <close> = closer("b")
  return "returned"
end)
print(co(), co(), co())  --> b	a	returned
