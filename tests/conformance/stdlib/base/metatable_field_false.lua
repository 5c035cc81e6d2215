-- A __metatable of false still protects. Manual 6.1.
local t = setmetatable({}, { __metatable = false })
print(getmetatable(t), pcall(setmetatable, t, nil))  --> false	false	cannot change a protected metatable
