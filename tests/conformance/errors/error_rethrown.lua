-- A caught error can be raised again unchanged. Manual 2.3.
local object = { "inner" }
local ok, e = pcall(function()
  local ok, e = pcall(error, object)
  error(e, 0)
end)
print(ok, e == object)  --> false	true
