-- Code after error does not run. Manual 6.1.
local reached = false
pcall(function() error("x"); reached = true end)
print(reached)  --> false
