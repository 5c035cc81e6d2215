-- A level beyond the stack adds no position. Manual 6.1.
print(pcall(function() error("message", 50) end))  --> false	message
