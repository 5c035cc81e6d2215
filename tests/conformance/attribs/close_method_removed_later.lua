-- Removing the method before the end of the scope makes closing fail. Manual 3.3.8.
local mt = { __close = print }
local function f()
  local x <close> = setmetatable({}, mt)
  mt.__close = nil
end
print((pcall(f)))  --> false
