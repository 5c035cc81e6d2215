-- An index on the left is evaluated before the assignment changes it. Manual 3.3.3.
local i, a = 3, {}
i, a[i] = i + 1, 20
print(i, a[3], a[4])  --> 4	20	nil
