-- A position capture is replaced by its number. Manual 6.4.
print(("abc"):gsub("()b", "%1"))                 --> a2c	1
print(("abc"):gsub("()%w", { "x", [3] = "z" }))  --> xbz	3
