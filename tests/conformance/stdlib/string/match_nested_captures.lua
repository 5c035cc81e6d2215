-- Nested captures are numbered by their opening parentheses. Manual 6.4.1.
print(("abcd"):match("(a(b(c)))(d)"))  --> abc	bc	c	d
