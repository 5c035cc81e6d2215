-- Level one is the position of the call to error. Manual 6.1.
local function f()
  error("message", 1)
end
print(pcall(f))  --> false	error_level_one.lua:3: message
