-- The mode tells which chunks are welcome. Manual 6.1.
print(loadfile("loadfile_mode.lua", "b"))  --> nil	attempt to load a text chunk (mode is 'b')
print(type(loadfile("loadfile_mode.lua", "t")), type(loadfile("loadfile_mode.lua", "bt")))
--> function	function
print(pcall(loadfile, "loadfile_mode.lua", {}))
--> false	bad argument #2 to 'loadfile' (string expected, got table)
