-- The handler returns one value at most. Manual 6.1.
print(xpcall(error, function() return 1, 2, 3 end, "e"))  --> false	1
print(xpcall(error, function() end, "e"))                 --> false	nil
