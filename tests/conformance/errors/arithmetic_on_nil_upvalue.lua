-- Arithmetic on a nil captured variable names it. Manual 2.3.
local total
local function add() total = total + 1 end
print(pcall(add))
--> false	arithmetic_on_nil_upvalue.lua:3: attempt to perform arithmetic on a nil value (upvalue 'total')
