-- `io.popen` gives the output of a process. Manual 6.8.
local process = io.popen("echo one; echo two; exit 3")
print(process:read("l"))  --> one
print(#process:read("a"))  --> 4
print(process:close())  --> nil	exit	3
print(io.popen("true"):close())  --> true	exit	0
print(io.popen("kill -9 $$"):close())  --> nil	signal	9
