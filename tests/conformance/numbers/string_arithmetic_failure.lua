-- Strings that are no numbers do not take part in arithmetic. Manual 3.4.3.
print(pcall(function() return "abc" + 1 end))
--> false	string_arithmetic_failure.lua:2: attempt to add a 'string' with a 'number'
local s = "10x"
print(s * 2)  --! attempt to mul a 'string' with a 'number'
