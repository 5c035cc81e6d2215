-- Messages end the names of constants at a zero byte, and nothing else.
local t = {}
local function message(f, ...) return (select(2, pcall(f, ...))) end
print(message(function() return 1 & "a\0z" end))
--> zero_in_constant_name.lua:4: attempt to perform bitwise operation on a string value (constant 'a')
print(message(function() return t["x\0y"].z end))
--> zero_in_constant_name.lua:6: attempt to index a nil value (field 'x')
print(#message(error, "a\0b"))  --> 3
