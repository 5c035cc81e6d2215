-- What was read ahead does not count for the position. Manual 6.8.
local name = os.tmpname()
local file = io.open(name, "w+")
file:write("line\nsecond\nthird\n")
file:seek("set")

print(file:read(), file:seek())  --> line	5
print(#file:read("L"), file:read("n"))  --> 7	nil
print(file:seek())  --> 12
os.remove(name)
