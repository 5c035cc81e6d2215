-- Floor division and modulo fit together. Manual 3.4.1.
for _, p in ipairs { { 7, 3 }, { -7, 3 }, { 7, -3 }, { -7, -3 }, { 5.5, 2 }, { -5.5, 2 } } do
  local a, b = p[1], p[2]
  assert((a // b) * b + a % b == a)
end
print(-7 // 3 * 3 + -7 % 3)  --> -7
