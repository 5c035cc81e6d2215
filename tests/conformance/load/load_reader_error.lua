-- An error in the reader becomes the result of load. Manual 6.1.
print(pcall(load, function() error("reader failed", 0) end))  --> true	nil	reader failed
local _, f, e = pcall(load, function() error({ 42 }) end)
print(f, e[1])                                                --> nil	42
