-- A callable table can be called by pcall. Manual 6.1.
local t = setmetatable({}, { __call = function(_, x) if x then error("no", 0) end return "yes" end })
print(pcall(t))        --> true	yes
print(pcall(t, true))  --> false	no
