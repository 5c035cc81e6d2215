-- A captured variable lives on after its function returned. Manual 3.5.
local function setter() local v = "initial"; return function(x) v, x = x, v; return x end end
local set = setter()
print(set("a"), set("b"))  --> initial	a
