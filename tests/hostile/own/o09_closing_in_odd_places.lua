-- attack: odd states; variables to be closed with values that stop being closable, in tail position, loops and coroutines
-- expect: ok
local log = {}
local mt = {}
mt.__close = function(o, e) log[#log + 1] = o[1] .. (e and "!" or "") end
local function new(name) return setmetatable({name}, mt) end
local function f() local a <close> = new("a") return (function() return #log end)() end
assert(f() == 0 and log[1] == "a")
local ok, e = pcall(function() local b <close> = new("b") setmetatable(b, nil) end)
assert(not ok and tostring(e):find("metamethod 'close'"), e)
ok, e = pcall(function() local b <close> = new("b") mt.__close, b[0] = 5, mt.__close end)
assert(not ok)
mt.__close = function(o, e) log[#log + 1] = o[1] .. (e and "!" or "") end
log = {}
for i = 1, 3 do local c <close> = new("c" .. i) if i == 2 then goto out end end
::out::
for k in next, {1, 2}, nil, new("iter") do local d <close> = new("d") if k == 1 then break end end
assert(table.concat(log, " ") == "c1 c2 d iter", table.concat(log, " "))
assert(not pcall(function() for k in next, {}, nil, {} do end end) and not load("local x <close>, y <close> = 1, 2"))
log = {}
local co = coroutine.wrap(function()
  local x <close> = new("x")
  local y <close> = setmetatable({}, {__close = function() coroutine.yield("closing") log[#log + 1] = "y" end})
  return "done"
end)
assert(co() == "closing" and #log == 0 and co() == "done" and table.concat(log) == "yx")
local function nest(n) local z <close> = new("z") if n == 0 then error("deep") end return nest(n - 1) end
log = {}
assert(not pcall(nest, 100) and #log == 101 and log[1] == "z!")
local n <close> = nil
local m <close> = false
print("ok")
