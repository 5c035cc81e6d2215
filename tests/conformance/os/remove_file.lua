-- The function remove deletes a file; what is not there is an error. Manual 6.9.
local name = os.tmpname()
print(os.remove(name))  --> true
local result, message, number = os.remove(name)
print(result, message == name .. ": No such file or directory", number)  --> nil	true	2
print(os.remove("no_such_directory/file"))  --> nil	no_such_directory/file: No such file or directory	2
os.remove() --! bad argument #1 to 'remove' (string expected, got no value)
