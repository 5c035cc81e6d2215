-- The iterator may be any callable value. Manual 3.3.5.
local it = setmetatable({}, { __call = function(_, s, i) if i < s then return i + 1 end end })
for i in it, 2, 0 do print(i) end  --> 1
                                   --> 2
