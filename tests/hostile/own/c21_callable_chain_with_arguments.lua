-- attack: cpu; 190 links of __call, each of which moves ten thousand arguments
-- expect: limit:cpu
local f = function() end
for i = 1, 190 do f = setmetatable({}, {__call = f}) end
local t = {}
for i = 1, 10000 do t[i] = i end
while true do f(table.unpack(t)) end
