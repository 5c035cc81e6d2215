-- A wrapped coroutine closes its variables when an error ends it. Manual 6.2.
local co = coroutine.wrap(function()
  local x <close> = setmetatable({}, { __close = function() print("closed") end })
  error("oops", 0)
end)
print(pcall(co))  --> closed
                  --> false	oops
