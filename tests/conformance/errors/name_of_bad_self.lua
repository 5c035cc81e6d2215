-- A bad object of a method call is named self. Manual 2.3.
local t = setmetatable({}, { __index = string })
t:rep(2)  --! calling 'rep' on bad self (string expected, got table)
