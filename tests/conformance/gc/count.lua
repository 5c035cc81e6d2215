-- The option count gives the memory in use in kilobytes as a float. Manual 6.1.
local kb = collectgarbage("count")
print(math.type(kb), kb > 0)  --> float	true
