-- `file:write` returns the file, so that calls can be chained. Manual 6.8.
local name = os.tmpname()
local file = io.open(name, "w")
print(file:write("a", 1, "b"):write("c") == file)  --> true
print(file:close())  --> true
print(io.open(name):read("a"))  --> a1bc
os.remove(name)
