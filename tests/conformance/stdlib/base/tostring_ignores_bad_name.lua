-- A __name that is no string is ignored. Manual 6.1.
print((tostring(setmetatable({}, { __name = 5 })):match("^%a+")))  --> table
