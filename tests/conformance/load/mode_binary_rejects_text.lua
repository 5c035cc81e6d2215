-- The mode b rejects source text. Manual 6.1.
print(load("return 1", "=c", "b"))  --> nil	attempt to load a text chunk (mode is 'b')
