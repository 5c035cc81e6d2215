-- Without a table, time is now, an integer. Manual 6.9.
local now = os.time()
print(math.type(now), now > 1700000000, os.time(nil) - now <= 5)  --> integer	true	true
