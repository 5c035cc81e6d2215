-- attack: isolation; strings of all scripts share a metatable, which is reached by operators, methods and metamethods
-- expect: denied
-- twice
local mt = getmetatable("")
if type(mt) == "table" then
  if pcall(function() mt.__index = function() return "poison" end end) then print("ESCAPED") end
  if pcall(rawset, mt, "__add", print) then print("ESCAPED") end
  if pcall(setmetatable, mt, {}) then print("ESCAPED") end
end
if pcall(setmetatable, "", {}) then print("ESCAPED") end
if pcall(function() ("").poison = 1 end) then print("ESCAPED") end
if pcall(rawset, "", "x", 1) then print("ESCAPED") end
if ("").poison or ("").rep ~= string.rep then print("ESCAPED") end
assert("10" + 1 == 11 and not pcall(function() return "x" + 1 end))
print("ok")
