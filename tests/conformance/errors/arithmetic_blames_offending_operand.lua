-- The message blames the operand that is no number, and the first if both are none. Manual 2.3.
print(pcall(load("local a, b = ... return a + b", "=c"), 5, {}))
--> false	c:1: attempt to perform arithmetic on a table value (local 'b')
print(pcall(load("local a, b = ... return b + a", "=c"), 5, {}))
--> false	c:1: attempt to perform arithmetic on a table value (local 'b')
print(pcall(load("local a, b = ... return a + b", "=c"), {}, {}))
--> false	c:1: attempt to perform arithmetic on a table value (local 'a')
