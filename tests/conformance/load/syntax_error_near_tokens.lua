-- A syntax error shows the token it stopped at. Manual 6.1.
print(load("x = 'str' 'more'", "=c"))  --> nil	c:1: unexpected symbol near ''more''
print(load("x = 5 6", "=c"))           --> nil	c:1: unexpected symbol near '6'
print(load("x = [[long]] y", "=c"))    --> nil	c:1: syntax error near <eof>
print(load("x = ... = 1", "=c"))       --> nil	c:1: unexpected symbol near '='
print(load("x = a // ~= b", "=c"))     --> nil	c:1: unexpected symbol near '~='
