-- A call in the scope of a variable to be closed is no tail call. Manual 3.3.8.
local function f(n)
  local c <close> = setmetatable({}, { __close = function() print("closing " .. n) end })
  if n == 0 then return "done" end
  return f(n - 1)
end
print(f(2))  --> closing 0
             --> closing 1
             --> closing 2
             --> done
