-- What `getinfo` says of bad arguments; `>` is an option of the C interface alone. Manual 4.7, 6.10.
print(pcall(debug.getinfo))  --> false	bad argument #1 to 'debug.getinfo' (number expected, got no value)
print(pcall(debug.getinfo, nil))  --> false	bad argument #1 to 'debug.getinfo' (number expected, got nil)
print(pcall(debug.getinfo, {}))  --> false	bad argument #1 to 'debug.getinfo' (number expected, got table)
print(pcall(debug.getinfo, "x"))  --> false	bad argument #1 to 'debug.getinfo' (number expected, got string)
print(pcall(debug.getinfo, 1.5))
--> false	bad argument #1 to 'debug.getinfo' (number has no integer representation)
print(pcall(debug.getinfo, 1e100))
--> false	bad argument #1 to 'debug.getinfo' (number has no integer representation)
print(pcall(debug.getinfo, -1))  --> true	nil
print(pcall(debug.getinfo, -1, "X"))  --> true	nil
print(pcall(debug.getinfo, 1, {}))  --> false	bad argument #2 to 'debug.getinfo' (string expected, got table)
print(pcall(debug.getinfo, 1, true))  --> false	bad argument #2 to 'debug.getinfo' (string expected, got boolean)
print(pcall(debug.getinfo, 1, 5))  --> false	bad argument #2 to 'debug.getinfo' (invalid option)
local co = coroutine.create(print)
print(pcall(debug.getinfo, co))  --> false	bad argument #2 to 'debug.getinfo' (number expected, got no value)
print(pcall(debug.getinfo, co, {}))  --> false	bad argument #2 to 'debug.getinfo' (number expected, got table)
print(pcall(debug.getinfo, co, -1))  --> true	nil
print(pcall(debug.getinfo, co, 0, {}))  --> false	bad argument #3 to 'debug.getinfo' (string expected, got table)
print(type(debug.getinfo(print, nil)))  --> table
print(pcall(debug.getinfo, print, "X"))  --> false	bad argument #2 to 'debug.getinfo' (invalid option)
print(pcall(debug.getinfo, print, ">"))  --> false	bad argument #2 to 'debug.getinfo' (invalid option '>')
print(pcall(debug.getinfo, print, ">S"))  --> false	bad argument #2 to 'debug.getinfo' (invalid option '>')
print(pcall(debug.getinfo, print, "S>"))  --> false	bad argument #2 to 'debug.getinfo' (invalid option)
print(pcall(debug.getinfo, 1, "nSX"))  --> false	bad argument #2 to 'debug.getinfo' (invalid option)
print(pcall(debug.getinfo, 1, ">"))  --> false	bad argument #2 to 'debug.getinfo' (invalid option '>')
print(pcall(debug.getinfo, 1, "s"))  --> false	bad argument #2 to 'debug.getinfo' (invalid option)
print(pcall(debug.getinfo, co, print, "X"))  --> false	bad argument #3 to 'debug.getinfo' (invalid option)
print(pcall(debug.getinfo, 1000, "X"))  --> true	nil
print(pcall(debug.getinfo, 1000, ">"))  --> false	bad argument #2 to 'debug.getinfo' (invalid option '>')
debug.getinfo(nil, "S")  --! bad argument #1 to 'getinfo' (number expected, got nil)
