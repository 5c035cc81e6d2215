-- Methods of files take files only. Manual 6.8.
print(pcall(io.stdout.read))  --> false	bad argument #1 to '?' (FILE* expected, got no value)
print(pcall(io.stdout.write, {}, "x"))  --> false	bad argument #1 to '?' (FILE* expected, got table)
print(pcall(io.close, 5))  --> false	bad argument #1 to 'io.close' (FILE* expected, got number)
print(select(2, pcall(function() io.stdout.seek("set") end)))  --> self_must_be_file.lua:5: bad argument #1 to 'seek' (FILE* expected, got string)
print(pcall(io.lines, {}))  --> false	bad argument #1 to 'io.lines' (string expected, got table)
print(pcall(io.input, {}))  --> false	bad argument #1 to 'io.input' (FILE* expected, got table)
print(pcall(io.open))  --> false	bad argument #1 to 'io.open' (string expected, got no value)
