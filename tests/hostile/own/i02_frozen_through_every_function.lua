-- attack: isolation; every function and operator that writes, on each library and on the table behind the globals
-- expect: denied
-- twice
local function copy(t) local c = {} for k, v in next, t do c[k] = v end return c end
local libraries = {}
for _, name in ipairs{"string", "table", "math", "coroutine", "utf8"} do libraries[name] = _G[name] end
for name, t in pairs(libraries) do
  local before = copy(t)
  for _, write in ipairs{
    function() t.x = 1 end, function() t[1] = 1 end, function() t.concat = nil end, function() t[{}] = 1 end, function() t[1.5] = 1 end,
    function() rawset(t, "x", 1) end, function() rawset(t, 1, 1) end, function() rawset(t, next(t), nil) end,
    function() table.insert(t, 1) end, function() table.insert(t, 1, 1) end, function() table.remove(t) end,
    function() table.move({1, 2}, 1, 2, 1, t) end, function() table.sort(t) end, function() setmetatable(t, {__index = {x = 1}}) end,
    function() setmetatable(t, nil) end, function() for k in pairs(t) do t[k] = print end end,
    function() setmetatable({}, {__newindex = t}).x = 1 end, function() local _ENV = t x = 1 function y() end end,
    function() load("x = 1", "c", "t", t)() end, function() t[#t + 1], t.a = 1, 2 end,
    function() string.gsub("x", "x", setmetatable({}, {__index = function(o, k) t[k] = 1 end})) end,
    function() setmetatable({}, {__gc = function() t.x = 1 end}) collectgarbage() end,
    function() coroutine.wrap(function() t.x = 1 end)() end, function() local c <close> = setmetatable({}, {__close = function() t.x = 1 end}) end,
  } do
    pcall(write)
    for k, v in next, t do if before[k] ~= v then print("ESCAPED: " .. name .. "." .. tostring(k)) end end
    for k, v in next, before do if t[k] ~= v then print("ESCAPED: " .. name .. " lost " .. tostring(k)) end end
    if getmetatable(t) then print("ESCAPED: a metatable for " .. name) end
  end
end
print("ok")
