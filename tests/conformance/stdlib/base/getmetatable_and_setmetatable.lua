-- The function setmetatable returns its table. Manual 6.1.
local t, mt = {}, {}
print(getmetatable(t), setmetatable(t, mt) == t, getmetatable(t) == mt)  --> nil	true	true
print(setmetatable(t, nil) == t, getmetatable(t))  --> true	nil
