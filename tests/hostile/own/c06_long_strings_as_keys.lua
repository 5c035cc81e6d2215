-- attack: cpu; each access to a table compares a megabyte of key
-- expect: limit:cpu
local t = {[string.rep("x", 1000000)] = 1}
local k = string.rep("x", 1000000)
while true do
  local v = t[k]
  t[k] = v
  v = rawget(t, k)
  rawset(t, k, v)
  next(t, k)
end
