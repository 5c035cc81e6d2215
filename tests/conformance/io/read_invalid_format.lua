-- Other formats are errors. Manual 6.8.
local file = io.tmpfile()

print(select(2, pcall(function() file:read("x") end)))  --> read_invalid_format.lua:4: bad argument #1 to 'read' (invalid format)
print(select(2, pcall(function() file:read("") end)))  --> read_invalid_format.lua:5: bad argument #1 to 'read' (invalid format)
print(select(2, pcall(function() file:read("**l") end)))  --> read_invalid_format.lua:6: bad argument #1 to 'read' (invalid format)
print(select(2, pcall(function() file:read(1.5) end)))  --> read_invalid_format.lua:7: bad argument #1 to 'read' (number has no integer representation)
print(select(2, pcall(function() file:read("a", {}) end)))  --> read_invalid_format.lua:8: bad argument #2 to 'read' (string expected, got table)
print(pcall(io.read, "x"))  --> false	bad argument #1 to 'io.read' (invalid format)
