-- A constant cannot be redefined by a function statement. Manual 3.3.7.
print(load("local f <const> = print; function f() end", "=c"))
--> nil	c:1: attempt to assign to const variable 'f'
print(load("local f <const> = {}; function f.g() end", "=c") ~= nil)  --> true
