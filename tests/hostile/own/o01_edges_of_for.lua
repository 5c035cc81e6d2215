-- attack: odd states; loops at the edges of integers and floats, with steps that pass them
-- expect: ok
local function rounds(...)
  local a, b, c = ...
  local n, last = 0
  for i = a, b, c or 1 do
    n, last = n + 1, i
    if n > 10 then break end
  end
  return n, last
end
local max, min = math.maxinteger, math.mininteger
assert(rounds(max - 2, max) == 3 and rounds(min + 2, min, -1) == 3)
assert(rounds(max, min, min) == 2 and rounds(min, max, max) == 3)
assert(rounds(1, math.huge) == 11 and rounds(-1, -math.huge) == 0 and rounds(1, -math.huge, -1) == 11)
assert(rounds(max, max + 1.0) == 1 and rounds(max - 1, 1e300) == 2 and rounds(min, -1e300) == 0)
assert(rounds(1, 0 / 0) == 0 and rounds(1.0, 0 / 0) == 1 and rounds(1, 3.9) == 3 and rounds(3, 1.1, -1) == 2)
assert(rounds(0.1, 1, 0.3) == 4 and rounds(1, 0, 0.5) == 0 and rounds(2 ^ 53, 2 ^ 53 + 2) > 1)
assert(not pcall(rounds, 1, 10, 0) and not pcall(rounds, 1.0, 10, 0.0) and not pcall(rounds, {}, 1))
assert(not pcall(rounds, 1, {}) and not pcall(rounds, 1, 2, {}) and not pcall(rounds, "x", 1))
for i = 1, 3 do
  local j = i
  i = max
  assert(j < 4)
end
print("ok")
