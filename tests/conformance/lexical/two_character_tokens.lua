-- Operators of two characters are read greedily. Manual 3.1.
local a, b = 7, 2
print(a//b, a~=b, a<<b, a>>1, a==b, a<=b, a>=b)  --> 3	true	28	3	false	false	true
print(a ~ b, ~ ~a, - -a)                         --> 5	7	7
