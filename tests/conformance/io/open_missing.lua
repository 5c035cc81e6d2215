-- `io.open` of a file that is not there gives nil, a message and a number. Manual 6.8.
local name = os.tmpname()
os.remove(name)
local file, message, code = io.open(name)
print(file, message == name .. ": No such file or directory", code)  --> nil	true	2
os.remove(name)
