-- Functions may tail-call each other any number of times. Manual 3.4.10.
local even
local function odd(n) if n == 0 then return false end return even(n - 1) end
function even(n) if n == 0 then return true end return odd(n - 1) end
print(even(100000), odd(100001))  --> true	true
