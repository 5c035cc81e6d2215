-- An inner pcall catches first. Manual 6.1.
print(pcall(function() return "outer", pcall(error, "inner", 0) end))  --> true	outer	false	inner
print(pcall(pcall, error, "e"))  --> true	false	e
