-- attack: stack; __tostring asks for the text of the next object, and __name is at the end
-- expect: ok
local o = setmetatable({}, {__name = "bottom"})
for i = 1, 100000 do
  local inner = o
  o = setmetatable({}, {__tostring = function() return tostring(inner) end})
end
local ok, message = pcall(tostring, o)
assert(not ok and tostring(message):find("overflow"), message)
assert(not pcall(print, o) and not pcall(string.format, "%s", o) and not pcall(string.format, "%5s", o))
print("ok")
