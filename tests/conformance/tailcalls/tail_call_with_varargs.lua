-- A tail call may pass extra arguments on. Manual 3.4.10.
local function loop(n, ...) if n == 0 then return ... end return loop(n - 1, ...) end
print(loop(100000, "a", nil, "c"))  --> a	nil	c
