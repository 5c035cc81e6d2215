-- A name that begins with an at sign is a file name, shortened from the left. Manual 6.1.
print(load("!", "@dir/file.lua"))  --> nil	dir/file.lua:1: unexpected symbol near '!'
print(select(2, load("!", "@" .. ("d/"):rep(50) .. "file.lua")))
--> ...d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/file.lua:1: unexpected symbol near '!'
