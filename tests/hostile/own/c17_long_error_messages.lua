-- attack: cpu; each error copies a message of a megabyte
-- expect: limit:cpu
local s = string.rep("x", 1000000)
local function f() error(s) end
while true do pcall(f) end
