-- A negative position counts from the end. Manual 6.1.
print(select(-1, "a", "b", "c"))         --> c
print(select(-2, "a", "b", "c"))         --> b	c
print(pcall(select, -4, "a", "b", "c"))  --> false	bad argument #1 to 'select' (index out of range)
