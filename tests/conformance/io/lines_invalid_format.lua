-- An iterator checks its formats when it is called. Manual 6.8.
local name = io.popen("mktemp"):read()
io.open(name, "w"):write("a\nb"):close()
local file = io.open(name)
local next = file:lines("x")
print(pcall(next))  --> false	bad argument #2 to '?' (invalid format)
print(select(2, pcall(function() for _ in file:lines("l", "y") do end end)))  --> lines_invalid_format.lua:7: bad argument #3 to 'for iterator' (invalid format)
io.popen("rm -f " .. name):close()
