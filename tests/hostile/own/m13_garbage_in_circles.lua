-- attack: memory; coroutines, closures and tables that refer to each other, in circles that nothing else refers to
-- expect: ok
for i = 1, 5000 do
  local t = {string.rep("x", 10000)}
  local co
  co = coroutine.create(function(...)
    t.co, t.f = co, function() return t, co end
    setmetatable(t, t)
    coroutine.yield(...)
  end)
  coroutine.resume(co, t, co)
end
print("ok")
