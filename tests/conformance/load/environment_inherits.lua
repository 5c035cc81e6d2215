-- An environment may fall back on the globals. Manual 2.2.
local env = setmetatable({}, { __index = _G })
local f = load("x = type(print); return x", "=c", "t", env)
print(f(), env.x, x)  --> function	function	nil
