-- A finalizer may bring its object back; it is called again only if the object is marked again (manual 2.5.3).
local back
local calls = 0
local meta
meta = { __gc = function(object)
  calls = calls + 1
  back = object
  if calls < 3 then setmetatable(object, meta) end
end }
setmetatable({ 42 }, meta)
for _ = 1, 5 do
  back = nil
  collectgarbage()
end
print(calls, back) --> 3	nil
