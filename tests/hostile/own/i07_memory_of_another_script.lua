-- attack: isolation; all memory is used up by objects in circles, with finalizers that keep them: the next script has it again
-- expect: limit:mem
-- twice
local keep = {}
for i = 1, 1000 do
  local o = setmetatable({}, {__gc = function(o) keep[#keep + 1] = o end, __close = function() end})
  o.self, o.keep = o, keep
  local co = coroutine.create(function() local x <close> = o coroutine.yield() end)
  coroutine.resume(co)
  o.co = co
end
while true do keep[#keep + 1] = string.rep("x", 1000000) .. #keep end
