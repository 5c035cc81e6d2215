-- The metatable of files. Manual 6.8.
local file = io.tmpfile()

local metatable = getmetatable(file)
print(metatable.__name, type(metatable.__index), type(metatable.__gc), type(metatable.__close))
--> FILE*	table	function	function
print(tostring(file):match("^file %(0x%x+%)$") ~= nil)  --> true
print(metatable == getmetatable(io.stdout))  --> true
print(rawequal(file.read, io.stdin.read))  --> true
print(metatable.__index.nothing)  --> nil
print(pcall(metatable.__tostring, {}))  --> false	bad argument #1 to '?' (FILE* expected, got table)
print(select("#", metatable.__gc(file)), io.type(file))  --> 0	closed file
