-- attack: memory; table.concat of three million long numbers
-- expect: limit:mem
local t = {}
for i = 1, 3000000 do t[i] = -0.1 / 3 end
local s = table.concat(t)
print("ESCAPED", #s)
