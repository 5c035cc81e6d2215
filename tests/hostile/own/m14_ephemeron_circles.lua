-- attack: memory; values of weak keys that refer to their own key, or to each other's
-- expect: ok
local cache = setmetatable({}, {__mode = "k"})
for i = 1, 200 do
  local a, b = {}, {}
  cache[a] = {a, b, string.rep("x", 500000)}
  cache[b] = {b, a, string.rep("y", 500000)}
end
collectgarbage()
assert(next(cache) == nil)
print("ok")
