-- A __metatable field hides and protects the metatable. Manual 6.1.
local t = setmetatable({}, { __metatable = "locked" })
print(getmetatable(t))             --> locked
print(pcall(setmetatable, t, {}))  --> false	cannot change a protected metatable
