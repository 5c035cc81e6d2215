-- Line ends inside strings and comments count as lines. Manual 3.1.
local _, where = pcall(load("local s = [[\n\n]] --[[\n]]\nerror('here')", "=src"))
print(where)  --> src:5: here
