-- The chunk gets its own environment, even nil. Manual 6.1.
if not _G then entered = (...); return entered end
print(loadfile("loadfile_environment.lua", "t", { _G = false })("given"))  --> given
print(pcall(loadfile("loadfile_environment.lua", "t", nil)))
--> false	loadfile_environment.lua:2: attempt to index a nil value (upvalue '_ENV')
