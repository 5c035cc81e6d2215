-- A chunk of the wrong kind is refused. Manual 6.1.
print(load("return 1", "=x", "b"))     --> nil	attempt to load a text chunk (mode is 'b')
print(load("return 1", "=x", ""))      --> nil	attempt to load a text chunk (mode is '')
print(load("\27Lua", "=x", "t"))       --> nil	attempt to load a binary chunk (mode is 't')
print(load("return 1", "=x", "bt")())  --> 1
