-- Closures of one scope share their variables. Manual 3.5.
local function pair()
  local n = 0
  return function() n = n + 1 end, function() return n end
end
local inc, get = pair()
inc(); inc()
print(get())  --> 2
