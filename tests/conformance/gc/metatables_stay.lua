-- A collection keeps a metatable that is reachable only through its table. Manual 2.5.
local t = setmetatable({}, { __index = function(_, k) return k .. "!" end })
collectgarbage(); collectgarbage()
print(t.x)  --> x!
