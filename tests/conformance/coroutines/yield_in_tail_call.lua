-- A tail call to yield resumes into the caller of its function. Manual 2.6.
local function f(x) return coroutine.yield(x) end
local co = coroutine.wrap(function() local r = f(1); return "got " .. r end)
print(co())     --> 1
print(co("r"))  --> got r
