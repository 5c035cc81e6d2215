-- Values that are not userdata have no user values. Manual 6.10.
print(debug.getuservalue(5))  --> nil
print(debug.getuservalue("x", 1))  --> nil
print(debug.getuservalue({}, 1), select("#", debug.getuservalue({}, 1)))  --> nil	1
print(debug.getuservalue())  --> nil
print(debug.getuservalue(print, 2))  --> nil
local file = io.tmpfile()
print(debug.getuservalue(file, 1))  --> nil
print(debug.getuservalue(file))  --> nil
print(debug.getuservalue(file, 0), debug.getuservalue(file, -1), debug.getuservalue(file, 100))  --> nil	nil	nil
print(select("#", debug.getuservalue(file, 1)))  --> 1
print(debug.setuservalue(file, "value", 1))  --> nil
print(debug.setuservalue(file, "value"))  --> nil
print(debug.setuservalue(file, "value", 0), debug.setuservalue(file, "value", -1))  --> nil	nil
print(debug.getuservalue(debug.upvalueid(function() return file end, 1), 1))  --> nil
print(pcall(debug.setuservalue, {}, 1))
--> false	bad argument #1 to 'debug.setuservalue' (userdata expected, got table)
print(pcall(debug.setuservalue, 5, 1, 1))
--> false	bad argument #1 to 'debug.setuservalue' (userdata expected, got number)
print(pcall(debug.setuservalue))
--> false	bad argument #1 to 'debug.setuservalue' (userdata expected, got no value)
print(pcall(debug.setuservalue, file))  --> false	bad argument #2 to 'debug.setuservalue' (value expected)
print(pcall(debug.setuservalue, file, 1, "x"))
--> false	bad argument #3 to 'debug.setuservalue' (number expected, got string)
print(pcall(debug.getuservalue, file, "x"))
--> false	bad argument #2 to 'debug.getuservalue' (number expected, got string)
print(pcall(debug.getuservalue, file, 1.5))
--> false	bad argument #2 to 'debug.getuservalue' (number has no integer representation)
print(pcall(debug.setuservalue, debug.upvalueid(function() return file end, 1), 1, 1))
--> false	bad argument #1 to 'debug.setuservalue' (userdata expected, got light userdata)
file:close()
