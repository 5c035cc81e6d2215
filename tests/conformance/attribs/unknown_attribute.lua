-- Only const and close are attributes. Manual 3.3.7.
print(load("local x <constant> = 1", "=c"))  --> nil	c:1: unknown attribute 'constant'
print(load("local x <> = 1", "=c"))          --> nil	c:1: <name> expected near '>'
print(load("local x <const = 1", "=c"))      --> nil	c:1: '>' expected near '='
