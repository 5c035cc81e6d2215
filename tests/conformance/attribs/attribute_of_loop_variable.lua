-- Loop variables and parameters take no attributes. Manual 3.3.7.
print(load("for i <const> = 1, 2 do end", "=c"))      --> nil	c:1: '=' or 'in' expected near '<'
print(load("local function f(a <const>) end", "=c"))  --> nil	c:1: ')' expected near '<'
