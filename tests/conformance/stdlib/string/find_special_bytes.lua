-- Patterns and subjects may hold zero bytes. Manual 6.4.1.
print(("a\0b\0c"):find("\0", 3))  --> 4	4
print(("a\0b"):find("a.b"))       --> 1	3
print(("a\0b"):find("[^\0]", 2))  --> 3	3
