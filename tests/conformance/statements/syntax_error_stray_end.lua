-- A token after the end of the chunk is unexpected. Manual 3.3.2.
print(load("end", "=c"))         --> nil	c:1: <eof> expected near 'end'
print(load("x = 1 end", "=c"))   --> nil	c:1: <eof> expected near 'end'
print(load("x = )", "=c"))       --> nil	c:1: unexpected symbol near ')'
print(load("x = }", "=c"))       --> nil	c:1: unexpected symbol near '}'
print(load("until true", "=c"))  --> nil	c:1: <eof> expected near 'until'
