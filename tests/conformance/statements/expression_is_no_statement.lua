-- An expression that is no call is no statement. Manual 3.3.6.
print(load("1 + 1", "=c"))      --> nil	c:1: unexpected symbol near '1'
print(load("x", "=c"))          --> nil	c:1: syntax error near <eof>
print(load("f", "=c"))          --> nil	c:1: syntax error near <eof>
print(load("('x')", "=c"))      --> nil	c:1: syntax error near <eof>
print(load("a.b c = 1", "=c"))  --> nil	c:1: syntax error near 'c'
