-- attack: cpu; one instruction copies a hundred thousand extra arguments
-- expect: limit:cpu
local t = {}
for i = 1, 100000 do t[i] = i end
local function f(...)
  while true do local n = select("#", ...) end
end
f(table.unpack(t))
