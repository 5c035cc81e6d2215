-- Fields are separated by commas or semicolons, and the last may have one. Manual 3.4.9.
local t = { 1; 2, 3; }
print(#t, #{ 1, }, #{})  --> 3	1	0
