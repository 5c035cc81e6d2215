-- The search may start anywhere, from the end if negative. Manual 6.4.
print(("banana"):find("an", 3))    --> 4	5
print(("banana"):find("a", -1))    --> 6	6
print(("banana"):find("b", 2))     --> nil
print(("banana"):find("b", -100))  --> 1	1
print(("banana"):find("a", 100))   --> nil
