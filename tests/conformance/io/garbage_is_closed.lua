-- A file that is garbage is closed, its output written. Manual 6.8.
local name = os.tmpname()
io.open(name, "w"):write("text")
collectgarbage()
print(io.open(name):read("a"))  --> text
os.remove(name)
