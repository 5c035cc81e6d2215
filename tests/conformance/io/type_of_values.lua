-- `io.type`. Manual 6.8.
local file = io.tmpfile()

print(io.type(file), io.type(io.stdout))  --> file	file
file:close()
print(io.type(file), io.type(5), io.type({}), io.type(nil))  --> closed file	nil	nil	nil
print(pcall(io.type))  --> false	bad argument #1 to 'io.type' (value expected)
