-- Numbers cannot be closed. Manual 3.3.8.
print(pcall(load("local x <close> = 42", "=c")))  --> false	c:1: variable 'x' got a non-closable value
print(pcall(load("local a, b <close> = nil, 'text'", "=c")))
--> false	c:1: variable 'b' got a non-closable value
