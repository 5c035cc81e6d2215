-- The called value is fixed before its arguments are evaluated. Manual 3.4.10.
local f = function() return "old" end
local function change() f = function() return "new" end end
print(f(change()), f())  --> old	new
