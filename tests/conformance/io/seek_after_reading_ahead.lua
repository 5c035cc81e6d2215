-- What was read ahead does not count for the position. Manual 6.8.
local file = io.tmpfile()
file:write("line\nsecond\nthird\n")
file:seek("set")
print(file:read(), file:seek())  --> line	5
print(#file:read("L"), file:read("n"))  --> 7	nil
print(file:seek())  --> 12
