-- An error in __close on a normal exit is an ordinary error. Manual 3.3.8.
local closed
local function f()
  local a <close> = setmetatable({}, { __close = function(_, e) closed = e end })
  local b <close> = setmetatable({}, { __close = function() error("in close", 0) end })
  return "lost"
end
print(pcall(f))  --> false	in close
print(closed)    --> in close
