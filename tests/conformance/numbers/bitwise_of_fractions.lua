-- A float without an integer value has no bits. Manual 3.4.3.
local x = 1.5
print(pcall(function() return 1 & 2^63 end))
--> false	bitwise_of_fractions.lua:3: number has no integer representation
print(x | 1)  --! number (local 'x') has no integer representation
