-- Each call of a function makes new local variables. Manual 3.5.
local function counter() local n = 0; return function() n = n + 1; return n end end
local a, b = counter(), counter()
print(a(), a(), b())  --> 1	2	1
