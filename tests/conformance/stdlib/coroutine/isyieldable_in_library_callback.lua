-- A callback of a library function cannot yield. Manual 6.2.
local f = coroutine.wrap(function()
  local seen
  table.sort({ 2, 1 }, function(a, b) seen = coroutine.isyieldable(); return a < b end)
  return seen
end)
print(f())  --> false
