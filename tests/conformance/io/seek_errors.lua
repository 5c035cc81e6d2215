-- A position before the beginning is an error of the system, other mistakes are errors. Manual 6.8.
local file = io.tmpfile()

print(file:seek("set", -1))  --> nil	Invalid argument	22
print(file:seek("cur", -1))  --> nil	Invalid argument	22
print(select(2, pcall(function() file:seek("foo") end)))  --> seek_errors.lua:6: bad argument #1 to 'seek' (invalid option 'foo')
print(select(2, pcall(function() file:seek("set", 1.5) end)))  --> seek_errors.lua:7: bad argument #2 to 'seek' (number has no integer representation)
print(select(2, pcall(function() file:seek("set", "x") end)))  --> seek_errors.lua:8: bad argument #2 to 'seek' (number expected, got string)
