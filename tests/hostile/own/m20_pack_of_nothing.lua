-- attack: memory; padding and fixed sizes that grow without values of a size
-- expect: limit:mem
local s = string.pack(string.rep("c1000000", 100), table.unpack((function()
  local t = {}
  for i = 1, 100 do t[i] = "" end
  return t
end)()))
print("ESCAPED", #s)
