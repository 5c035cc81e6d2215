-- The plain flag turns off the magic of patterns. Manual 6.4.
print(("a.b+c"):find(".", 1, true))   --> 2	2
print(("a.b+c"):find("b+", 1, true))  --> 3	4
print(("a%b"):find("%", 1, true))     --> 2	2
print(("abc"):find(".", 1, true))     --> nil
