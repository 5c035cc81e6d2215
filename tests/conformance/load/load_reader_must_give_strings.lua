-- A reader that gives something else makes load fail. Manual 6.1.
print(pcall(load, function() return {} end))    --> true	nil	reader function must return a string
print(pcall(load, function() return true end))  --> true	nil	reader function must return a string
