-- A syntax error names the line of the offending token. Manual 6.1.
print(load("x = 1\ny = \nz = = 1", "=c"))  --> nil	c:3: unexpected symbol near '='
print(load("local t = {\n1,\n2\nlocal", "=c"))
--> nil	c:4: '}' expected (to close '{' at line 1) near 'local'
