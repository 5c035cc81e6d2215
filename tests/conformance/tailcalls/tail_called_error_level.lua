-- A tail call drops its caller, so that level two of error has no position. Manual 6.1.
local function fail() error("failed", 2) end
local function f() return fail() end
print(pcall(f))  --> false	failed
