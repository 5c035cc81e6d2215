-- A literal string or table as the only argument binds to the call before it. Manual 3.4.10.
local function curry(a) return function(b) return a .. (b[1] or b) end end
print(curry "a" "b", curry [[c]] { "d" })  --> ab	cd
