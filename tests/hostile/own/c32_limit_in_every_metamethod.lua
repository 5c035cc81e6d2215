-- attack: cpu; the limit is hit inside of a metamethod that is called by a library function, in a coroutine, in a pcall
-- expect: limit:cpu
local function spin() while true do end end
local t = setmetatable({}, {__index = spin, __len = spin, __tostring = spin, __name = spin})
local co = coroutine.wrap(function()
  pcall(table.concat, t, ",", 1, 10)
  print("ESCAPED")
end)
xpcall(co, function() print("ESCAPED: a handler ran") end)
print("ESCAPED")
