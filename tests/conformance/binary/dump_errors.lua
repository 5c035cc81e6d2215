-- Only Lua functions can be dumped. Manual 6.4.
print(pcall(string.dump, print))   --> false	unable to dump given function
print(select(2, pcall(function() string.dump(print) end)):gsub("^.-:%d+: ", ""))
--> unable to dump given function	1
print(select(2, pcall(function() string.dump(1) end)):gsub("^.-:%d+: ", ""))
--> bad argument #1 to 'dump' (function expected, got number)	1
