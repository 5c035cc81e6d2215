-- `io.popen` gives a process its input. Manual 6.8.
local name = io.popen("mktemp"):read()
local process = io.popen("cat > " .. name, "w")
print(process:write("text") == process)  --> true
print(process:seek())  --> nil	Illegal seek	29
print(process:read())  --> nil	Bad file descriptor	9
print(process:close())  --> true	exit	0
print(io.open(name):read("a"))  --> text
io.popen("rm -f " .. name):close()
