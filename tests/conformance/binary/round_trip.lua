-- What string.dump gives, load turns into a function that does the same. Manual 6.4.
local function again(f) return assert(load(string.dump(f), "=again", "b")) end
print(string.byte(string.dump(again), 1))                        --> 27
print(again(function(a, b) return a + b, a .. b end)(1, 2))      --> 3	12
print(again(function(...) return select("#", ...), ... end)(nil, 2))  --> 2	nil	2
print(again(function() return 1, -1, 1 << 40, 0.1, -0.0, 1 / 0, "ab", nil, true end)())
--> 1	-1	1099511627776	0.1	-0.0	inf	ab	nil	true
local twice = again(function(f) return function(x) return f(f(x)) end end)
print(twice(function(x) return x * x end)(3))                    --> 81
local sum = again(function(n)
  local s, t = 0, {}
  for i = 1, n do t[i] = i end
  for k, v in next, t do s = s + v end
  while n > 0 do n = n - 1; if n == 5 then goto out end end
  ::out::
  repeat n = n + 1 until n >= 7
  return s, n
end)
print(sum(10))                                                   --> 55	7

-- What scripts look at to tell a binary chunk from text.
print(string.dump(function() end):sub(1, 5) == "\27Lua\x54")  --> true
