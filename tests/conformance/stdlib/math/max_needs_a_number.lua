-- The function max needs at least one number. Manual 6.7.
print(pcall(load("math.max(1, {})", "=c")))  --> false	attempt to compare number with table
math.max()                                   --! bad argument #1 to 'max' (value expected)
