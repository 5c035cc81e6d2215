-- Calling something that is no function is a caught error. Manual 6.1.
print(pcall(nil))   --> false	attempt to call a nil value
print(pcall(5, 1))  --> false	attempt to call a number value
print(pcall({}))    --> false	attempt to call a table value
