-- An argument error names a type by its metatable's `__name`, nil included. Manual 2.4.
debug.setmetatable(nil, { __name = "Nothing" })
print(pcall(math.abs, nil))  --> false	bad argument #1 to 'math.abs' (number expected, got Nothing)
debug.setmetatable(nil, nil)
debug.setmetatable(true, { __name = "Truth" })
print(pcall(math.abs, true))  --> false	bad argument #1 to 'math.abs' (number expected, got Truth)
print(tostring(true), pcall(function() return true + 1 end))
--> true	false	name_of_basic_type.lua:7: attempt to perform arithmetic on a boolean value
debug.setmetatable(true, nil)
debug.setmetatable(print, { __name = "Func" })
print(pcall(math.abs, print), pcall(function() return #print end))
--> false	false	name_of_basic_type.lua:11: attempt to get length of a function value (global 'print')
print((tostring(print):gsub(":.*", "")))  --> Func
debug.setmetatable(print, nil)
