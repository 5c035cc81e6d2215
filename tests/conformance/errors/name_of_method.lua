-- An argument error in a method call does not count the object. Manual 2.3.
local s = "x"
s:rep({})  --! bad argument #1 to 'rep' (number expected, got table)
