-- Assigning to a constant is found when loading. Manual 3.3.7.
print(load("local x <const> = 1; x = 2", "=c"))  --> nil	c:1: attempt to assign to const variable 'x'
