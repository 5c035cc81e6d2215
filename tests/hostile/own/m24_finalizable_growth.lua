-- attack: memory; objects with finalizers without end, all alive
-- expect: limit:mem|limit:cpu
local keep, mt = {}, {__gc = function() end}
while true do keep[#keep + 1] = setmetatable({}, mt) end
