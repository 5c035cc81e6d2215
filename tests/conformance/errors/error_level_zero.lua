-- Level zero adds no position. Manual 6.1.
print(pcall(error, "message", 0))                 --> false	message
print(pcall(function() error("message", 0) end))  --> false	message
