-- The item %b needs two characters. Manual 6.4.1.
print(pcall(string.find, "a", "%b"))  --> false	malformed pattern (missing arguments to '%b')
string.find("a", "%ba")               --! malformed pattern (missing arguments to '%b')
