-- attack: escape; what differs from run to run may only be random numbers: no clock, no count of the host's, no name
-- expect: denied
for _, name in ipairs{"time", "clock", "date", "now", "tick", "getenv", "hostname", "pid"} do
  for _, t in ipairs{_G, math, string, table, coroutine, utf8} do
    if t[name] ~= nil then print("ESCAPED: " .. name) end
  end
end
if _VERSION ~= "Lua 5.4" then print("ESCAPED: " .. _VERSION) end
math.randomseed(1, 2)
local a = {math.random(0), math.random(100), math.random()}
math.randomseed(1, 2)
for i, v in ipairs{math.random(0), math.random(100), math.random()} do
  if a[i] ~= v then print("ESCAPED: the seed does not decide") end
end
print("ok")
