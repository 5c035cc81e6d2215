-- Each function closes its own variables on its way out. Manual 3.3.8.
local log = {}
local function closer(name) return setmetatable({}, { __close = function() log[#log + 1] = name end }) end
local function inner() local x <close> = closer("inner"); error("stop", 0) end
local function outer() local x <close> = closer("outer"); inner() end
print(pcall(outer))            --> false	stop
print(table.concat(log, " "))  --> inner outer
