-- The closing value is closed by break. Manual 3.3.5.
local closing = setmetatable({}, { __close = function() print("closed") end })
for i in function(_, i) return (i or 0) + 1 end, nil, nil, closing do if i == 3 then break end end
--> closed
