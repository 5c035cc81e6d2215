-- An error in a finalizer is a warning, no error of the program that runs (manual 2.5.3).
warn("@off")
setmetatable({}, { __gc = function() error("lost") end })
setmetatable({}, { __gc = 42 })
print(pcall(collectgarbage)) --> true	0
