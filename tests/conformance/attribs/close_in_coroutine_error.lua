-- An error in a coroutine leaves its variables for close to handle. Manual 6.2.
local co = coroutine.create(function()
  local x <close> = setmetatable({}, { __close = function(_, e) print("closing for " .. e) end })
  error("oops", 0)
end)
print(coroutine.resume(co))  --> false	oops
print(coroutine.close(co))   --> closing for oops
                             --> false	oops
