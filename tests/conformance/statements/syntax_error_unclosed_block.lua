-- A block that is not closed names the line of its opening. Manual 3.3.
print(load("if x then", "=c"))       --> nil	c:1: 'end' expected near <eof>
print(load("while x do\n\n", "=c"))  --> nil	c:3: 'end' expected (to close 'while' at line 1) near <eof>
print(load("function f()\nreturn 1", "=c"))
--> nil	c:2: 'end' expected (to close 'function' at line 1) near <eof>
print(load("f(1,\n2", "=c"))         --> nil	c:2: ')' expected (to close '(' at line 1) near <eof>
