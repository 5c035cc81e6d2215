-- A tail call needs no stack, so recursion may go on forever. Manual 3.4.10.
local function loop(n) if n == 0 then return "done" end return loop(n - 1) end
print(loop(100000))  --> done
