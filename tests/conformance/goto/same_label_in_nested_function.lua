-- A nested function may reuse the label of its enclosing one. Manual 3.3.4.
::l::
local function f() goto l; ::l:: return "inner" end
print(f())  --> inner
