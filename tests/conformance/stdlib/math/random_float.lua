-- Without arguments random gives a float from zero up to one. Manual 6.7.
for _ = 1, 1000 do
  local r = math.random()
  assert(math.type(r) == "float" and r >= 0 and r < 1)
end
print("ok")  --> ok
