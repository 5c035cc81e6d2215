-- A percent sign in a replacement must be followed by a digit or another one. Manual 6.4.
print(pcall(string.gsub, "x", "x", "%"))  --> false	invalid use of '%' in replacement string
string.gsub("x", "x", "%a")               --! invalid use of '%' in replacement string
