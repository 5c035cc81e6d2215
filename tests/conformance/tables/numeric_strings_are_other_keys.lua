-- A string of digits is not the number. Manual 3.4.3.
local t = { [1] = "number", ["1"] = "string" }
print(t[1], t["1"])  --> number	string
