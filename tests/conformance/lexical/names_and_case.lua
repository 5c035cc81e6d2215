-- Names are case sensitive and may hold underscores and digits. Manual 3.1.
local And, _1, a_b = 1, 2, 3
print(And, _1, a_b, and_ == nil)  --> 1	2	3	true
