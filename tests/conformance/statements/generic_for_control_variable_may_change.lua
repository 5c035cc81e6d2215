-- Assigning to the first variable does not disturb the traversal. Manual 3.3.5.
local n = 0
for k in pairs { 1, 2, 3 } do k = nil; n = n + 1 end
print(n)  --> 3
