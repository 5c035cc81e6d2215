-- Each evaluation with its own captured variable is a function of its own. Manual 3.4.4.
local function make() local n; return function() n = n; return n end end
local f, g = make(), make()
print(f == f, f == g)  --> true	false
