-- attack: memory; finalizers that put the dying, and what it holds, into a list
-- expect: limit:mem
local saved = {}
for i = 1, 200 do
  setmetatable({string.rep("x", 1000000)}, {__gc = function(o) saved[#saved + 1] = o end})
end
collectgarbage()
print("ESCAPED")
