-- The vararg expression is only for vararg functions. Manual 3.4.11.
print(load("function f() return ... end", "=c"))
--> nil	c:1: cannot use '...' outside a vararg function near '...'
