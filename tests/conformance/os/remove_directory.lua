-- The function remove deletes empty directories only. Manual 6.9.
local name = os.tmpname()
os.remove(name)
os.execute("mkdir " .. name .. "; : > " .. name .. "/file")
local result, message, number = os.remove(name)
print(result, message == name .. ": Directory not empty", math.type(number))  --> nil	true	integer
print(os.remove(name .. "/file"), os.remove(name), (os.remove(name)))  --> true	true	nil
