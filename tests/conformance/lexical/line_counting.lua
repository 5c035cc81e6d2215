-- Every kind of line end counts as one line. Manual 3.1.
local _, where = pcall(load("\r\n\n\r\r\nerror('here')", "=src"))
print(where)  --> src:4: here
