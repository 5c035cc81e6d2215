-- Strings share one metatable, whose __index is the string library. Manual 6.4.
local mt = getmetatable("")
print(mt.__index == string, ("x").len == string.len, ("x").nothing)  --> true	true	nil
