-- The same seed gives the same numbers. Manual 6.7.
math.randomseed(42)
local a, b, c = math.random(), math.random(1000), math.random(0)
math.randomseed(42)
print(a == math.random(), b == math.random(1000), c == math.random(0))  --> true	true	true
