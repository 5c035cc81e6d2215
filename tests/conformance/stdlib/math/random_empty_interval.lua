-- An empty interval is an argument error. Manual 6.7.
print(pcall(load("math.random(0x7fffffffffffffff, 1)", "=c")))
--> false	c:1: bad argument #1 to 'random' (interval is empty)
print(pcall(load("math.random(-5)", "=c")))  --> false	c:1: bad argument #1 to 'random' (interval is empty)
math.random(1, 2, 3)                         --! wrong number of arguments
