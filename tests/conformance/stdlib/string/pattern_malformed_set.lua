-- A set must be closed. Manual 6.4.1.
print(pcall(string.find, "a", "[a"))   --> false	malformed pattern (missing ']')
print(pcall(string.find, "a", "[]"))   --> false	malformed pattern (missing ']')
print(pcall(string.find, "a", "[^]"))  --> false	malformed pattern (missing ']')
string.find("a", "[a%")                --! malformed pattern (missing ']')
