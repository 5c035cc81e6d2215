-- Assigning nil removes a field. Manual 2.1.
local t = { x = 1, y = 2 }
t.x = nil
print(t.x, next(t))  --> nil	y	2
t.y = nil
print(next(t))       --> nil
