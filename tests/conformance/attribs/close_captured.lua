-- A variable to be closed may be captured. Manual 3.3.8.
local get
do
  local x <close> = setmetatable({ n = 1 }, { __close = function(v) v.n = v.n + 1 end })
  get = function() return x.n end
  print(get())  --> 1
end
print(get())    --> 2
