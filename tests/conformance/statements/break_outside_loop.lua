-- Break outside a loop is a syntax error. Manual 3.3.4.
print(load("break", "=c"))  --> nil	c:1: break outside loop at line 1
print(load("for i = 1, 2 do local f = function() break end end", "=c"))
--> nil	c:1: break outside loop at line 1
