-- attack: cpu; what would run while a stopped script is taken apart: __close, __gc, handlers, resumers
-- expect: limit:cpu
local function escape() print("ESCAPED") end
local guard = setmetatable({}, {__close = escape})
local a <close> = guard
local co = coroutine.create(function()
  local b <close> = guard
  xpcall(function()
    local c <close> = guard
    for _ in function() return 1 end, nil, nil, guard do
      table.sort({1, 2, 3}, function() string.gsub("x", "x", function() while true do end end) end)
    end
  end, escape)
end)
coroutine.resume(co)
escape()
