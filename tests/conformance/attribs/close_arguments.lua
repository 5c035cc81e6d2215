-- The method __close gets the value and nil when there is no error. Manual 3.3.8.
local function close(...) print(select("#", ...), (...)[1], select(2, ...)) end
local v = setmetatable({ "value" }, { __close = close })
do local x <close> = v end  --> 2	value	nil
