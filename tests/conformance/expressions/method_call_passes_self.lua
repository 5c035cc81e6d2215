-- A method call evaluates its object once and passes it first. Manual 3.4.10.
local n = 0
local obj = { name = "o" }
function obj:get(x) return self.name, x end
local function pick() n = n + 1; return obj end
print(pick():get(1), n)  --> o	1
