-- `io.lines` opens a file, and closes it at its end. Manual 6.8.
local name = io.popen("mktemp"):read()
io.open(name, "w"):write("a\nb\n\nc"):close()
local seen = {}
for line in io.lines(name) do seen[#seen + 1] = "<" .. line .. ">" end
print(table.concat(seen))  --> <a><b><><c>
local next, state, control, file = io.lines(name)
print(type(next), state, control, io.type(file))  --> function	nil	nil	file
while next() do end
print(io.type(file))  --> closed file
print(pcall(next))  --> false	file is already closed
io.popen("rm -f " .. name):close()
