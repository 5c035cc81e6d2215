-- An error closes the variables and is given to them. Manual 3.3.8.
local function f()
  local x <close> = setmetatable({}, { __close = function(_, e) print("closed with " .. e) end })
  error("oops", 0)
end
print(pcall(f))  --> closed with oops
                 --> false	oops
