-- A bitwise operation of a table and a float calls the metamethod. Manual 2.4.
local v = setmetatable({}, { __band = function(a, b) return type(a) .. " " .. type(b) end })
print(v & 1.5, 1.5 & v, "x" & v)  --> table number	number table	string table
