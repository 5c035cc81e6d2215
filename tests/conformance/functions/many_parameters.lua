-- A function may have many parameters. Manual 3.4.11.
local names = {}
for i = 1, 150 do names[i] = "p" .. i end
local list = table.concat(names, ",")
local f = load("return function(" .. list .. ") return p1, p150 end")()
print(f(table.unpack(names)))  --> p1	p150
