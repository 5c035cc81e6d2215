-- Colon and dot forms differ only in the first argument. Manual 3.4.10.
local t = {}
function t.dot(self, x) return self == t, x end
function t:colon(x) return self == t, x end
print(t:dot(1))       --> true	1
print(t.colon(t, 2))  --> true	2
print(t.colon(3))     --> false	nil
