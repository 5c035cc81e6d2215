-- An if statement may match nothing. Manual 3.3.4.
local x = "unchanged"
if false then x = 1 elseif nil then x = 2 end
print(x)  --> unchanged
