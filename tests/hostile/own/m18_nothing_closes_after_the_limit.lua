-- attack: memory; handlers, closing values, resumers that would run after the memory is used up
-- expect: limit:mem
local function escape() print("ESCAPED") end
local a <close> = setmetatable({}, {__close = escape})
local co = coroutine.wrap(function()
  local b <close> = setmetatable({}, {__close = escape})
  xpcall(function() local t = {} for i = 1, 1e9 do t[i] = {t} end end, escape)
end)
pcall(co)
escape()
