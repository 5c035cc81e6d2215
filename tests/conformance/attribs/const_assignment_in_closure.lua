-- A captured constant cannot be assigned either. Manual 3.3.7.
print(load("local x <const> = {}; function f() x = 1 end", "=c"))
--> nil	c:1: attempt to assign to const variable 'x'
print(load("local x <const> = 5; local function g() x = x + 1 end", "=c"))
--> nil	c:1: attempt to assign to const variable 'x'
