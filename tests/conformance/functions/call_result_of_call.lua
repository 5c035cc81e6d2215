-- A call may be called again. Manual 3.4.10.
local function counter() local n = 0; return function() n = n + 1; return n end end
local c = counter()
print(c(), c(), counter()())  --> 1	2	1
