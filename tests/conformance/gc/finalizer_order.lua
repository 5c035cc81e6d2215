-- Finalizers are called in the reverse order in which their objects were marked (manual 2.5.3).
collectgarbage("stop")
local meta = { __gc = function(object) print(object.name) end }
for _, name in ipairs { "first", "second", "third" } do setmetatable({ name = name }, meta) end
collectgarbage()
--> third
--> second
--> first
