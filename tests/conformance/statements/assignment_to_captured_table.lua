-- In a multiple assignment all expressions are evaluated first: a captured variable that is both a table stored into
-- and a target keeps its old value for the store (manual 3.3.3).
local a, b = {}, nil
local old = a
local function assign()
  b, a.x, a = a, 10, 20
end
assign()
print(a, b == old, old.x) --> 20	true	10
