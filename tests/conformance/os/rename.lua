-- The function rename gives a file another name; its message names no file. Manual 6.9.
local name = os.tmpname()
local other = name .. "-other"
print(os.rename(name, other))  --> true
print(os.rename(name, other))  --> nil	No such file or directory	2
print((os.remove(name)), os.remove(other))  --> nil	true
os.rename("a") --! bad argument #2 to 'rename' (string expected, got no value)
