-- Locals keep what they were assigned before the error. Manual 2.3.
local x = 1
pcall(function() x = 2; error("stop"); x = 3 end)
print(x)  --> 2
