-- A table may contain itself. Manual 2.1.
local t = {}
t.self = t
print(t.self.self.self == t)  --> true
