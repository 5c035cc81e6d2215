-- attack: odd states; random ranges, divisions, shifts and conversions at the edges of integers
-- expect: ok
local max, min = math.maxinteger, math.mininteger
for _, r in ipairs{{min, max}, {max, max}, {min, min}, {max - 1, max}, {min, min + 1}, {-1, max}, {min, 0}, {0, max}} do
  for i = 1, 20 do
    local x = math.random(r[1], r[2])
    assert(math.type(x) == "integer" and x >= r[1] and x <= r[2])
  end
end
assert(not pcall(math.random, 0, -1) and not pcall(math.random, max, min) and not pcall(math.random, -1) and not pcall(math.random, 1, 2, 3))
assert(not pcall(math.random, 1.5) and not pcall(math.random, 2 ^ 63) and math.random(1) == 1 and math.type(math.random(0)) == "integer")
assert(min // -1 == min and min % -1 == 0 and max + 1 == min and -min == min and math.abs(min) == min and min * -1 == min)
assert(not pcall(function() return 1 // 0 end) and not pcall(function() return 1 % 0 end) and 1 // 0.0 == math.huge and 1 % 0.0 ~= 1 % 0.0)
assert(1 << 63 == min and 1 << 64 == 0 and 1 << max == 0 and 1 << min == 0 and -1 >> 1 == max and -1 >> -1 == -2 and 1 >> min == 0)
assert(not pcall(function() return 1.5 | 1 end) and not pcall(function() return 2 ^ 63 | 1 end) and not pcall(function() return {} | 1 end))
assert(math.tointeger(2 ^ 53) == 1 << 53 and math.tointeger(2 ^ 63) == nil and math.tointeger(-2 ^ 63) == min and math.tointeger("8") ~= 9)
assert(math.ult(1, -1) and not math.ult(-1, 1) and math.fmod(min, -1) == 0 and not pcall(math.fmod, 1, 0) and math.fmod(5.5, math.huge) == 5.5)
assert(math.floor(-2 ^ 70) == -2 ^ 70 and math.ceil(2 ^ 62 + 0.0) == 1 << 62 and math.max(1, 2.5, -1) == 2.5 and not pcall(math.max) and math.modf(-math.huge) == -math.huge)
assert(max + 0.0 == 2 ^ 63 and max < 2 ^ 63 and not (max >= 2 ^ 63) and min <= -2 ^ 63 and (1 << 53) + 1 > 2.0 ^ 53 and max // 1 | 0 == max)
local t = {[2 ^ 53] = 1, [-0.0] = 2, [min] = 3, [max] = 4}
assert(t[1 << 53] == 1 and t[0] == 2 and t[-2 ^ 63] == 3 and t[2 ^ 63] == nil)
print("ok")
