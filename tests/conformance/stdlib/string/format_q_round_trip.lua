-- What q writes can be read back. Manual 6.4.
local parts = {}
for i = 0, 127 do parts[#parts + 1] = string.char(i, 48) end
local s = table.concat(parts)
print(load("return " .. ("%q"):format(s))() == s)  --> true
