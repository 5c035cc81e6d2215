-- Names of infinities and NaNs are no numbers. Manual 6.8.
local file = io.tmpfile()
file:write("nan\ninf\n0x\n")
file:seek("set")
print(file:read("n"), file:read("l"))  --> nil	nan
print(file:read("n"), file:read("l"))  --> nil	inf
print(file:read("n"), file:read("l"))  --> nil	
print(file:read("n"))  --> nil
