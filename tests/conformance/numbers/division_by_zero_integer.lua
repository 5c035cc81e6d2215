-- Integer floor division and modulo by zero are errors. Manual 3.4.1.
print(pcall(load("return 1 // 0", "=c")))                    --> false	c:1: attempt to divide by zero
print(pcall(load("local zero = 0; return 1 % zero", "=c")))  --> false	c:1: attempt to perform 'n%0'
