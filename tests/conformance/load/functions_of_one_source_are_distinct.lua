-- Loading twice gives two functions. Manual 6.1.
local a, b = load("return 1"), load("return 1")
print(a == b, a() == b())  --> false	true
