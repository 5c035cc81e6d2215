-- Closing a suspended coroutine closes its pending variables. Manual 6.2.
local co = coroutine.create(function()
  local x <close> = setmetatable({}, { __close = function(_, e) print("closed", e) end })
  coroutine.yield("suspended")
end)
coroutine.resume(co)
print(coroutine.close(co), coroutine.status(co))  --> closed	nil
                                                  --> true	dead
