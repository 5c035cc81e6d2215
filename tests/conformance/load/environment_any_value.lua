-- The environment may be any value that can be indexed, even a string. Manual 6.1.
print(load("return upper('x')", "=c", "t", string)())             --> X
print(load("return len", "=c", "t", "a string")() == string.len)  --> true
