-- A file that cannot be read gives nil and the reason. Manual 6.1.
print(loadfile("no such file.lua"))  --> nil	cannot open no such file.lua: No such file or directory
print(loadfile("no/such/file"))      --> nil	cannot open no/such/file: No such file or directory
print(pcall(loadfile, {}))  --> false	bad argument #1 to 'loadfile' (string expected, got table)
