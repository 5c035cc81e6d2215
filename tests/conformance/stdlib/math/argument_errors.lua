-- Mathematical functions take numbers or numeric strings. Manual 6.7.
print(math.floor("3.7"), math.abs("0x10"))  --> 3	16.0
print(pcall(load("math.sqrt()", "=c")))
--> false	c:1: bad argument #1 to 'sqrt' (number expected, got no value)
print(pcall(load("math.sin('x')", "=c")))
--> false	c:1: bad argument #1 to 'sin' (number expected, got string)
math.abs({})                                --! bad argument #1 to 'abs' (number expected, got table)
