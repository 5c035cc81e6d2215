-- Only a call in last place adds all its results. Manual 3.4.9.
local function f() return 1, 2, 3 end
print(#{ f() }, #{ f(), f() }, #{ f(), nil }, #{ (f()) }, #{ x = f() })  --> 3	4	1	1	0
