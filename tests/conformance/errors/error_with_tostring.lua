-- An error object with __tostring is still an object when caught. Manual 2.3.
local e = setmetatable({ what = "disk" }, { __tostring = function(e) return e.what .. " full" end })
local _, caught = pcall(error, e)
print(type(caught), caught)  --> table	disk full
