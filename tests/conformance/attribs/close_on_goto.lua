-- A goto out of the scope closes. Manual 3.3.8.
do
  local x <close> = setmetatable({}, { __close = function() print("closed") end })
  goto out    --> closed
end
::out::
print("out")  --> out
