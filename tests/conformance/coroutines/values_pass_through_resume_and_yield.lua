-- Values pass through resume into yield and back. Manual 2.6.
local co = coroutine.create(function(a, b)
  local c = coroutine.yield(a + b)
  local d, e = coroutine.yield(c * 2)
  return d + e, "done"
end)
print(coroutine.resume(co, 1, 10))  --> true	11
print(coroutine.resume(co, 5))      --> true	10
print(coroutine.resume(co, 3, 4))   --> true	7	done
print(coroutine.resume(co))         --> false	cannot resume dead coroutine
