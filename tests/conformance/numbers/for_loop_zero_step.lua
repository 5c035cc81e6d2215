-- A step of zero is an error. Manual 3.3.5.
print(pcall(load("for i = 1, 2, 0.0 do end", "=c")))  --> false	c:1: 'for' step is zero
for i = 1, 2, 0 do end                                --! 'for' step is zero
