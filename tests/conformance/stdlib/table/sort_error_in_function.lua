-- An error in the order function is passed on. Manual 6.6.
print(pcall(table.sort, { 2, 1 }, function() error("no order", 0) end))  --> false	no order
