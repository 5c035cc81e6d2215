-- Local functions that call each other are declared first. Manual 3.4.11.
local is_even
local function is_odd(n) if n == 0 then return false end return is_even(n - 1) end
function is_even(n) if n == 0 then return true end return is_odd(n - 1) end
print(is_even(100), is_odd(7), is_even(7))  --> true	true	false
