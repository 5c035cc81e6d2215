-- `seek` goes to a position and tells it. Manual 6.8.
local file = io.tmpfile()
file:write("0123456789")
file:seek("set")
print(file:seek())  --> 0
print(file:seek("set", 3), file:read(2))  --> 3	34
print(file:seek("cur"), file:seek("cur", -1), file:read(1))  --> 5	4	4
print(file:seek("end"), file:read(1))  --> 10	nil
print(file:seek("end", -1), file:read(1))  --> 9	9
print(file:seek("set", 20), file:read("a"))  --> 20	
