-- attack: odd states; metatables whose fields are numbers, strings, tables, booleans, or change while they are used
-- expect: ok
local events = {"__index", "__newindex", "__call", "__add", "__concat", "__len", "__eq", "__lt", "__le", "__unm", "__bnot", "__tostring",
  "__name", "__pairs", "__close", "__gc", "__mode", "__metatable", "__idiv", "__shl"}
local uses = {
  function(o) return o.x end, function(o) o.x = 1 end, function(o) return o(1) end, function(o) return o + 1 end, function(o) return o .. "x" end,
  function(o) return #o end, function(o) return o == setmetatable({}, getmetatable(o)) end, function(o) return o < o end, function(o) return o <= o end,
  function(o) return -o end, function(o) return ~o end, tostring, function(o) return pairs(o) end, function(o) local x <close> = o end,
  function(o) return o // o end, function(o) return 1 << o end, function(o) return setmetatable(o, {}) end, ipairs, table.concat, table.unpack,
  table.sort, function(o) return table.insert(o, 1) end, function(o) return next(o) end, string.rep, math.floor, print, error, coroutine.wrap, load,
}
for _, event in ipairs(events) do
  for _, odd in ipairs{1, 1.5, "text", true, false, {}, coroutine.create(print), setmetatable({}, {__call = function() return {} end}), function() return {} end} do
    for _, use in ipairs(uses) do
      local ok, o = pcall(setmetatable, {1, 2}, {[event] = odd})
      assert(ok)
      if use ~= print or event ~= "__name" then pcall(use, o) end
    end
  end
end
collectgarbage()
local changing = setmetatable({}, {})
getmetatable(changing).__index = function(o, k) setmetatable(o, nil) collectgarbage() return k end
assert(changing.x == "x" and changing.x == nil)
local mt = {__eq = function() return nil end, __lt = function() return 1 end, __le = function() return nil end, __len = function() return "long" end}
local a, b = setmetatable({}, mt), setmetatable({}, mt)
assert((a == b) == false and (a < b) == true and (a <= b) == false and #a == "long" and a ~= b)
assert(not pcall(table.concat, a) and not pcall(tostring, setmetatable({}, {__tostring = function() return {} end})))
assert(tostring(setmetatable({}, {__tostring = function() return "mine" end})) == "mine" and tostring(setmetatable({}, {__name = 5})):find("^table"))
print("ok")
