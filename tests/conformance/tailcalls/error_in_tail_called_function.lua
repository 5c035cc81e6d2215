-- An error in a tail-called function has the position in that function. Manual 3.4.10.
local function fail() error("failed") end
local function f() return fail() end
print(pcall(f))  --> false	error_in_tail_called_function.lua:2: failed
