-- Parameters have no types. Manual 2.1.
local function show(a, b) return type(a) .. " " .. type(b) end
print(show(1, "x"), show({}, nil), show(print, true))  --> number string	table nil	function boolean
