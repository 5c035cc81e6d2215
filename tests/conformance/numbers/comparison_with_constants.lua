-- Comparisons with small constants work for both subtypes. Manual 3.4.4.
local i, f = 5, 5.5
print(i < 6, i > 6, 6 > i, i <= 5, i >= 5.0, i == 5.0)  --> true	false	true	true	true	true
print(f < 6, f > 5, 5 < f, f <= 5, 6 >= f, f == 5.5)    --> true	true	true	false	true	true
