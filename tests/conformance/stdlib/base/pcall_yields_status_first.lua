-- The first result of pcall is its status. Manual 6.1.
print((pcall(error, "x")), (pcall(type, 1)))  --> false	true
