-- A call continues on the next line when that begins with a parenthesis. Manual 3.3.1.
local calls = 0
local function f() calls = calls + 1; return f end
f
()
("and again")
print(calls)  --> 2
