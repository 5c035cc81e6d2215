-- A number is taken as a chunk text like a string. Manual 6.1.
print(load(42, "=c"))  --> nil	c:1: unexpected symbol near '42'
