-- An empty capture gives a position. Manual 6.4.1.
print(("hello"):match("()ll()"), (("hello"):match("()")), ("x"):match(".()"))  --> 3	1	2
print(math.type((("x"):match("()"))))  --> integer
