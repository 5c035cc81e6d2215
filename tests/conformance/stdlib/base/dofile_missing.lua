-- A file that cannot be read is an error. Manual 6.1.
print(pcall(dofile, "no such file.lua"))
--> false	cannot open no such file.lua: No such file or directory
print(pcall(dofile, {}))  --> false	bad argument #1 to 'dofile' (string expected, got table)
