-- The operands of a long concatenation are joined from the right, two by two; the left of the two is to blame.
local object = setmetatable({}, { __concat = function() end })
print(pcall(function() return x .. 1 .. object end))
--> false	concat_names_the_right_operand.lua:3: attempt to concatenate a nil value (global 'x')
print(pcall(function() return x .. y .. z end))
--> false	concat_names_the_right_operand.lua:5: attempt to concatenate a nil value (global 'y')
