-- A variable of the main chunk is closed at the end of the script. Manual 3.3.8.
local function last() return "last line" end
local x <close> = setmetatable({}, { __close = function() assert(last() == "last line") end })
print(last())  --> last line
