-- A traceback of 22 functions is shown in full; the number of skipped ones is as C Lua counts. Manual 6.10.
local function down(n) if n == 0 then coroutine.yield() else down(n - 1) end return nil end
local function skipped(n)
  local co = coroutine.create(down)
  coroutine.resume(co, n)
  return debug.traceback(co):match "skipping %d+ levels"
end
print(skipped(19), skipped(20), skipped(21), skipped(100))  --> nil	nil	skipping 1 levels	skipping 80 levels
