-- Leaving a loop over `io.lines` closes the file. Manual 6.8, 3.3.5.
local name = io.popen("mktemp"):read()
io.open(name, "w"):write("a\nb\n"):close()
local next, state, control, file = io.lines(name)
for line in next, state, control, file do
  print(line)  --> a
  break
end
print(io.type(file))  --> closed file
io.popen("rm -f " .. name):close()
