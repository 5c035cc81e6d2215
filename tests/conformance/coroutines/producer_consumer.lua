-- Two coroutines exchange values step by step. Manual 2.6.
local producer = coroutine.create(function() for _, v in ipairs { "a", "b" } do coroutine.yield(v) end end)
local consumer = coroutine.wrap(function()
  while true do
    local _, v = coroutine.resume(producer)
    if not v then return "end" end
    coroutine.yield(v:upper())
  end
end)
print(consumer(), consumer(), consumer())  --> A	B	end
