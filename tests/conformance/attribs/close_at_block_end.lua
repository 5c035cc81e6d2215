-- A variable to be closed is closed at the end of its block. Manual 3.3.8.
do
  local x <close> = setmetatable({}, { __close = function() print("closed") end })
  print("in block")  --> in block
end                  --> closed
print("after")       --> after
