-- Form feeds, vertical tabs and carriage returns separate tokens too. Manual 3.1.
print(load("return\f1\v+\r2\t")())  --> 3
