-- Booleans cannot be ordered. Manual 2.3.
print(pcall(load("return true < false", "=c")))  --> false	c:1: attempt to compare two boolean values
print(pcall(load("return false >= 1", "=c")))    --> false	c:1: attempt to compare number with boolean
