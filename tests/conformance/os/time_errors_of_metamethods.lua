-- Errors of the table's metamethods come through. Manual 6.9.
print(pcall(os.time, setmetatable({}, { __index = function() error("read", 0) end })))  --> false	read
local fields = { year = 2024, month = 7, day = 1 }
local function refuse(_, key) error("write " .. key, 0) end
print(pcall(os.time, setmetatable({}, { __index = fields, __newindex = refuse })))  --> false	write year
