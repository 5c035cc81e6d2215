-- An error caught between yields leaves the coroutine usable. Manual 2.6.
local co = coroutine.wrap(function()
  for i = 1, 2 do coroutine.yield(pcall(function() coroutine.yield(i); error("e" .. i, 0) end)) end
  return "finished"
end)
print(co()); print(co()); print(co()); print(co()); print(co())  --> 1
                                                                 --> false	e1
                                                                 --> 2
                                                                 --> false	e2
                                                                 --> finished
