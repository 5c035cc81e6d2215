-- A missing keyword is named with the token found instead. Manual 3.3.
print(load("if x y = 1 end", "=c"))                  --> nil	c:1: 'then' expected near 'y'
print(load("for i = 1 do end", "=c"))                --> nil	c:1: ',' expected near 'do'
print(load("for i in pairs(t) print(i) end", "=c"))  --> nil	c:1: 'do' expected near 'print'
print(load("for a.b = 1, 2 do end", "=c"))           --> nil	c:1: '=' or 'in' expected near '.'
print(load("local function t.f() end", "=c"))        --> nil	c:1: '(' expected near '.'
