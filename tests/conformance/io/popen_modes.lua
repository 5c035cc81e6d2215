-- A process is read or written. Manual 6.8.
print(pcall(io.popen, "true", "rw"))  --> false	bad argument #2 to 'io.popen' (invalid mode)
print(pcall(io.popen, "true", ""))  --> false	bad argument #2 to 'io.popen' (invalid mode)
print(pcall(io.popen))  --> false	bad argument #1 to 'io.popen' (string expected, got no value)
print(io.type(io.popen("true", "r")))  --> file
