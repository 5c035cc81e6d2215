-- The function clock gives the processor time used, a float that grows. Manual 6.9.
local start = os.clock()
print(math.type(start), start >= 0)  --> float	true
repeat until os.clock() > start
print(os.clock() - start < 60)  --> true
