-- How an operand is named that came out of a table by an integer.
local t = {}
local function message(f) return select(2, pcall(f)) end
print((message(function() return t[25] .. "x" end):gsub("^.-: ", "")))
--> attempt to concatenate a nil value (field 'integer index')
print((message(function() return t[-1] .. "x" end):gsub("^.-: ", "")))
--> attempt to concatenate a nil value (field '?')
