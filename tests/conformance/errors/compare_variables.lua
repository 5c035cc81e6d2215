-- Comparing variables names the types in evaluation order. Manual 2.3.
print(pcall(load("local a, b = 1, 'x'; return a < b", "=c")))
--> false	c:1: attempt to compare number with string
print(pcall(load("local a, b = 1, 'x'; return a > b", "=c")))
--> false	c:1: attempt to compare string with number
print(pcall(load("local a, b = 1, 'x'; return a >= b", "=c")))
--> false	c:1: attempt to compare string with number
