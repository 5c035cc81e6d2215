-- A replacement value must be a string, a number, nil or false. Manual 6.4.
print(pcall(string.gsub, "x", "x", function() return {} end))  --> false	invalid replacement value (a table)
string.gsub("x", "x", { x = true })                            --! invalid replacement value (a boolean)
