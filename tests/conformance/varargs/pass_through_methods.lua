-- Extra arguments pass through method calls. Manual 3.4.10.
local obj = {}
function obj:count(...) return select("#", ...), ... end
function obj:relay(...) return self:count("x", ...) end
print(obj:relay(1, nil))  --> 3	x	1	nil
