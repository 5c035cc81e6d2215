-- The second operand is evaluated only when it matters. Manual 3.4.5.
local function never() error("evaluated") end
print(true or never(), false and never(), nil and never())  --> true	false	nil
