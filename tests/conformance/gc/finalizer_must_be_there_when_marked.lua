-- An object is marked for finalization only if its metatable has `__gc` when it is set; the function itself may
-- come later (manual 2.5.3).
local late = {}
setmetatable({}, late)
late.__gc = function() print("never") end
collectgarbage()
collectgarbage("stop")
local early = { __gc = true }
setmetatable({}, early)
early.__gc = function() print("called") end
collectgarbage() --> called
