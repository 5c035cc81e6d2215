-- attack: odd states; errors of every type through pcall, xpcall, coroutines, closing, sort, gsub, load, finalizers
-- expect: ok
local nan = 0 / 0
local values = {n = 9, {}, print, true, false, 1.5, "text", coroutine.create(print), nan, nil}
local function same(a, b) return a == b or a ~= a and b ~= b end
for i = 1, values.n do
  local v = values[i]
  local function throw() error(v, 0) end
  local ok, e = pcall(throw)
  assert(not ok and same(e, v))
  ok, e = xpcall(throw, function(m) assert(same(m, v)) return m end)
  assert(not ok and same(e, v))
  ok, e = coroutine.resume(coroutine.create(throw))
  assert(not ok and same(e, v))
  ok, e = pcall(coroutine.wrap(throw))
  assert(not ok and (same(e, v) or tostring(e):find("text")))
  ok, e = pcall(table.sort, {2, 1}, throw)
  assert(not ok and same(e, v))
  ok, e = pcall(string.gsub, "x", "x", throw)
  assert(not ok and same(e, v))
  local f
  f, e = load(throw)
  assert(not f and same(e, v))
  ok, e = pcall(function() local x <close> = setmetatable({}, {__close = throw}) end)
  assert(not ok and same(e, v))
  ok, e = pcall(function() for _ in throw do end end)
  assert(not ok and same(e, v))
  ok, e = pcall(function() local x <close> = setmetatable({}, {__close = function(_, m) assert(same(m, v)) end}) throw() end)
  assert(not ok and same(e, v))
  setmetatable({}, {__gc = throw})
  collectgarbage()
end
local ok, e = pcall(error, "x", 2 ^ 53)
assert(not ok and e == "x")
assert(not pcall(error, "x", 1.5) and not pcall(error, "x", {}) and not pcall(error, "x", math.mininteger))
assert(select("#", pcall(error)) == 2 and select("#", pcall(assert, false, nil)) == 2 and not pcall(assert))
print("ok")
