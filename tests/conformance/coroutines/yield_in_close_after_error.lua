-- A yield while closing after an error keeps the error. Manual 3.3.8.
local co = coroutine.wrap(function()
  return pcall(function()
    local x <close> = setmetatable({}, { __close = function(_, e) coroutine.yield("closing for " .. e) end })
    error("oops", 0)
  end)
end)
print(co())  --> closing for oops
print(co())  --> false	oops
