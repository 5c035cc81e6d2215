-- A return of a call keeps the variable open during the call. Manual 3.3.8.
local open = false
local function f() return open end
local function g()
  open = true
  local x <close> = setmetatable({}, { __close = function() open = false end })
  return f()
end
print(g(), open)  --> true	false
