-- Library functions run under pcall too. Manual 6.1.
print(pcall(math.max, 1, 5))       --> true	5
print(pcall(tostring, nil))        --> true	nil
print(pcall(select, 2, "a", "b"))  --> true	b
