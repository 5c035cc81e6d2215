-- attack: odd states; readers that return numbers, yield, load, fail with odd values, or change what is loaded
-- expect: ok
local function reader(...) local pieces, n = {...}, 0 return function() n = n + 1 return pieces[n] end end
assert(load(reader("return ", 1, 2, 3.5))() == 123.5 and load(reader("return 1", "", "2"))() == 1 and load(reader())() == nil)
for _, odd in ipairs{{}, true, print, coroutine.create(print)} do
  local f, message = load(reader("return 1", odd))
  assert(not f and message:find("reader function must return a string"))
end
for _, odd in ipairs{{}, false, print} do
  local f, message = load(function() error(odd) end)
  assert(not f and message == odd)
end
local f, message = load(function() error() end)
assert(not f and message == nil)
local co = coroutine.create(function() return load(function() return coroutine.yield() end) end)
coroutine.resume(co)
assert(coroutine.status(co) == "dead")
f, message = load(function() return setmetatable({}, {__tostring = function() return "return 1" end}) end)
assert(not f)
assert(load("return ...", "x", "t", {})(5) == 5 and not load("return 1", "x", "b") and not load("return 1", "x", "") and load("return 1", "x", "bt"))
assert(not pcall(load) and not pcall(load, {}) and not pcall(load, nil) and not pcall(load, "x", {}) and not pcall(load, "x", "x", {}))
assert(load("return _ENV", "x", "t", nil)() == nil and load("return _ENV", "x", "t", 7)() == 7)
assert(not load("\27Lua") and not load(reader("\27", "Lua")))
local name = "=" .. string.rep("n", 100)
f, message = load("x =", name)
assert(not f and #message < 100 and not message:find("\n"))
f, message = load("x =", "line\nline")
assert(not f and not message:find("\n"))
print("ok")
