-- attack: stack; coroutines that close and resume each other from inside of __close, 300 deep and in a circle
-- expect: ok
local inner
for i = 1, 300 do
  local next_one = inner
  inner = coroutine.create(function()
    local x <close> = setmetatable({}, {__close = function()
      if next_one then
        coroutine.resume(next_one)
        coroutine.close(next_one)
      end
    end})
    coroutine.yield()
  end)
  coroutine.resume(inner)
end
pcall(coroutine.close, inner)
assert(coroutine.status(inner) == "dead")
local a, b, result
a = coroutine.create(function()
  local x <close> = setmetatable({}, {__close = function() result = {coroutine.close(b)} end})
  coroutine.yield()
end)
b = coroutine.create(function()
  local x <close> = setmetatable({}, {__close = function() assert(coroutine.status(a) == "normal") coroutine.close(a) end})
  coroutine.yield()
end)
coroutine.resume(a)
coroutine.resume(b)
assert(coroutine.close(a))
assert(result[1] == false and result[2]:find("cannot close a normal coroutine"), result[2])
print("ok")
