-- The function difftime gives a float. Manual 6.9.
print(os.difftime(10, 3), os.difftime(3, 10), os.difftime("7", 2.0))  --> 7.0	-7.0	5.0
print(os.difftime(math.maxinteger, math.mininteger) == 2.0 ^ 64)  --> true
print(select(2, pcall(os.difftime, 1, 1.5)))
--> bad argument #2 to 'os.difftime' (number has no integer representation)
os.difftime({}, 1) --! bad argument #1 to 'difftime' (number expected, got table)
