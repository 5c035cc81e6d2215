-- Loop state survives yields in the body. Manual 2.6.
local co = coroutine.wrap(function()
  for i = 1, 2 do for _, c in ipairs { "a", "b" } do coroutine.yield(i .. c) end end
end)
print(co(), co(), co(), co(), co())  --> 1a	1b	2a	2b
