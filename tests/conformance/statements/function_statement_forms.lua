-- A function statement may name a field or a method. Manual 3.4.11.
local t = { u = {} }
function t.f(x) return x end
function t.u.g(x) return x + 1 end
function t.u:h(x) return self == t.u, x end
print(t.f(1), t.u.g(1), t.u:h(3))  --> 1	2	true	3
