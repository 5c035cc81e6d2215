-- A closure sees changes while the outer function still runs. Manual 3.5.
local function outer()
  local n = 1
  local function bump() n = n * 2 end
  bump(); bump(); n = n + 1; bump()
  return n
end
print(outer())  --> 10
