-- Names of infinities and NaNs are no numbers. Manual 6.8.
local name = os.tmpname()
local file = io.open(name, "w+")
file:write("nan\ninf\n0x\n")
file:seek("set")

print(file:read("n"), file:read("l"))  --> nil	nan
print(file:read("n"), file:read("l"))  --> nil	inf
print(file:read("n"), file:read("l"))  --> nil	
print(file:read("n"))  --> nil
os.remove(name)
