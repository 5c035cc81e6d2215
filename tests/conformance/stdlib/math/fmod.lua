-- The function fmod rounds the quotient towards zero. Manual 6.7.
print(math.fmod(7, 3), math.fmod(-7, 3), math.fmod(7, -3), math.fmod(-7, -3))  --> 1	-1	1	-1
print(math.fmod(7.5, 2), math.fmod(-7.5, 2), math.fmod(5, math.huge))  --> 1.5	-1.5	5.0
print(math.fmod(math.mininteger, -1))  --> 0
