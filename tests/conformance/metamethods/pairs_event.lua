-- The function pairs uses the first three results of __pairs. Manual 6.1.
local t = setmetatable({}, { __pairs = function(self)
  return function(_, k) if k < 3 then return k + 1, k * 10 end end, self, 0, "dropped"
end })
for k, v in pairs(t) do print(k, v) end  --> 1	0
                                         --> 2	10
                                         --> 3	20
