-- A declaration may mix a variable to be closed with others. Manual 3.3.8.
local mt = { __close = function(v) print("close " .. v[1]) end }
do
  local a, b <close>, c <const> = 1, setmetatable({ "b" }, mt), 3
  print(a, c)  --> 1	3
end            --> close b
