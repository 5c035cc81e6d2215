-- A chunk is a vararg function. Manual 3.3.2.
local chunk = load("return select('#', ...), ...")
print(chunk("a", "b"))  --> 2	a	b
print(chunk())          --> 0
