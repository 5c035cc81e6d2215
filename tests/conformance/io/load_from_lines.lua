-- `load` can read its chunk from lines. Manual 6.1, 6.8.
local name = io.popen("mktemp"):read()
io.open(name, "w"):write("local a = 1\nreturn a +\n 1"):close()
print(load(io.lines(name, "L"))())  --> 2
print(load(io.lines(name, 1))())  --> 2
io.popen("rm -f " .. name):close()
