-- A plain function statement assigns a global, or a local in scope. Manual 3.4.11.
function outer() return "global" end
local inner
function inner() return "local" end
print(_G.outer(), inner(), _G.inner)  --> global	local	nil
