-- A function expression in parentheses can be called at once. Manual 3.4.11.
print((function(a, b) return b, a end)(1, 2))  --> 2	1
