-- attack: cpu; number keys that differ in a few bits only, at every place, or by multiples of numbers known to hash functions
-- expect: ok
local function fill(count, key)
  local t = {}
  for i = 1, count do t[key(i)] = i end
  for i = count, 1, -1 do assert(t[key(i)]) end
end
for place = 0, 63 do
  fill(3000, function(i) return i << place end)
  fill(3000, function(i) return -i << place end)
  fill(3000, function(i) return (i << place) ~ (i >> 3) end)
end
for exponent = -1000, 1000, 40 do
  fill(3000, function(i) return i * 2.0 ^ exponent end)
  fill(3000, function(i) return (1 + i * 2.0 ^ -52) * 2.0 ^ exponent end)
end
for _, multiplier in ipairs{0x9E3779B97F4A7C15, 0x7F4A7C15, 0x517CC1B727220A95, 0x5851F42D4C957F2D} do
  local inverse = 1
  for i = 1, 6 do inverse = inverse * (2 - multiplier * inverse) end
  assert(inverse * multiplier == 1)
  fill(100000, function(i) return i * inverse end)
  fill(100000, function(i) return i * multiplier end)
  fill(100000, function(i) return (i << 32) * inverse end)
end
print("ok")
