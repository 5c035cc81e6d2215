-- An error message from a coroutine carries the position in it. Manual 2.6.
local co = coroutine.create(function()
  local x = nil + 1
end)
print(coroutine.resume(co))
--> false	error_message_has_position.lua:3: attempt to perform arithmetic on a nil value
