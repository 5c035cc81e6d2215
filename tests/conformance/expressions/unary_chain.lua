-- Unary operators nest. Manual 3.4.8.
print(not not nil, - - 2, ~ ~ 5, -#"abc", not -1)  --> false	2	5	-3	false
