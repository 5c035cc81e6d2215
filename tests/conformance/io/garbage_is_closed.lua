-- A file that is garbage is closed, its output written. Manual 6.8.
local name = io.popen("mktemp"):read()
io.open(name, "w"):write("text")
collectgarbage()
print(io.open(name):read("a"))  --> text
io.popen("rm -f " .. name):close()
