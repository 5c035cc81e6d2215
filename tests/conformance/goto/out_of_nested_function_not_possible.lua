-- A goto cannot leave its function. Manual 3.3.4.
print(load("::l:: local function f() goto l end", "=c"))
--> nil	c:1: no visible label 'l' for <goto> at line 1
