-- Only variables and fields can be assigned. Manual 3.3.3.
print(load("f() = 1", "=c"))        --> nil	c:1: syntax error near '='
print(load("a, f() = 1, 2", "=c"))  --> nil	c:1: syntax error near '='
print(load("(a) = 1", "=c"))        --> nil	c:1: syntax error near '='
print(load("a + b = 1", "=c"))      --> nil	c:1: syntax error near '+'
print(load("local a.b = 1", "=c"))  --> nil	c:1: unexpected symbol near '.'
