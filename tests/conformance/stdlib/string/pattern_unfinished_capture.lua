-- A capture must be closed. Manual 6.4.1.
print(pcall(string.find, "a", "(a"))  --> false	unfinished capture
string.match("a", "(")                --! unfinished capture
