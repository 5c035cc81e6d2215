-- A yield inside a table constructor keeps the fields so far. Manual 2.6.
local co = coroutine.wrap(function()
  local t = { 1, coroutine.yield(), x = coroutine.yield(), coroutine.yield() }
  return #t, t[2], t.x, t[3]
end)
co(); co("b"); co("x")
print(co("c"))  --> 3	b	x	c
