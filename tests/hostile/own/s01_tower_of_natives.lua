-- attack: stack; library functions that call back, one inside of the other, with the deepest pattern and source at the end
-- expect: ok
local levels, is_over = 0, false
local deep = "return " .. string.rep("(", 180) .. "1" .. string.rep(")", 180)
local function work()
  levels = levels + 1
  load(deep)
  load(string.rep("{", 190) .. string.rep("}", 190))
  pcall(string.find, string.rep("a", 200), string.rep("a?", 190))
  pcall(string.match, string.rep("a", 200), string.rep("(a", 31) .. string.rep(")", 31))
end
local steps
local function up(n)
  if is_over then return end
  work()
  local ok, message = pcall(steps[n % #steps + 1], n + 1)
  is_over = true
  if not ok then error(message, 0) end
end
steps = {
  function(n) table.sort({1, 2, 3}, function() up(n) end) end,
  function(n) string.gsub("x", "(x)", function() up(n) end) end,
  function(n) string.gsub("x", "x", setmetatable({}, {__index = function() up(n) end})) end,
  function(n) tostring(setmetatable({}, {__tostring = function() up(n) return "" end})) end,
  function(n) load(function() up(n) end) end,
  function(n) table.concat(setmetatable({}, {__index = function() up(n) return "" end}), "", 1, 1) end,
  function(n) local co = coroutine.wrap(function() up(n) end) co() end,
  function(n) table.insert(setmetatable({}, {__newindex = function() up(n) end}), 1) end,
  function(n) table.unpack(setmetatable({}, {__len = function() up(n) return 1 end})) end,
  function(n) local co = coroutine.create(function()
      local c <close> = setmetatable({}, {__close = function() up(n) end})
      coroutine.yield()
    end)
    coroutine.resume(co)
    local ok, message = coroutine.close(co)
    if not ok then error(message, 0) end
  end,
}
pcall(up, 1)
assert(levels > 50, levels)
print("ok")
