-- A value that refers to its own weak key does not keep the entry; a chain of entries lives as long as its first
-- key, and not longer (manual 2.5.4).
local function count(table)
  local n = 0
  for _ in pairs(table) do n = n + 1 end
  return n
end
local weak = setmetatable({}, { __mode = "k" })
for _ = 1, 10 do
  local key = {}
  weak[key] = { key }
end
collectgarbage()
print(count(weak)) --> 0
local first = {}
local last = first
for _ = 1, 1000 do
  local next = {}
  weak[last] = next
  last = next
end
last = nil
collectgarbage()
print(count(weak)) --> 1000
first = nil
collectgarbage()
print(count(weak)) --> 0
