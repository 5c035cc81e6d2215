-- Returning closes, and the values returned are computed before. Manual 3.3.8.
local function f()
  local n = 1
  local x <close> = setmetatable({}, { __close = function() n = n + 1; print("n is " .. n) end })
  return n, "result"
end
print(f())  --> n is 2
            --> 1	result
