-- A closed file can be asked for its type and text only. Manual 6.8.
local file = io.tmpfile()

print(file:close())  --> true
print(io.type(file), tostring(file))  --> closed file	file (closed)
print(select(2, pcall(function() file:close() end)))  --> close_twice.lua:6: attempt to use a closed file
print(select(2, pcall(function() file:read() end)))  --> close_twice.lua:7: attempt to use a closed file
print(select(2, pcall(function() file:write("x") end)))  --> close_twice.lua:8: attempt to use a closed file
print(select(2, pcall(function() file:lines() end)))  --> close_twice.lua:9: attempt to use a closed file
print(select(2, pcall(function() file:seek() end)))  --> close_twice.lua:10: attempt to use a closed file
print(select(2, pcall(function() file:flush() end)))  --> close_twice.lua:11: attempt to use a closed file
print(select(2, pcall(function() file:setvbuf("no") end)))  --> close_twice.lua:12: attempt to use a closed file
print(pcall(io.close, file))  --> false	attempt to use a closed file
