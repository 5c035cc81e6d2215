-- A __close that makes another variable to be closed and fails, again and again, ends when the stack is full.
local meta = {}
local closes = 0
function meta.__close()
  closes = closes + 1
  local again <close> = setmetatable({}, meta)
  error("never closed")
end
local routine = coroutine.wrap(function()
  local first <close> = setmetatable({}, meta)
end)
print(pcall(routine) or closes > 1000)  --> true
print((pcall(function() local first <close> = setmetatable({}, meta) end)))  --> false
