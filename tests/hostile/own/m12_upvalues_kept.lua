-- attack: memory; closures that keep 250 variables each
-- expect: limit:mem|limit:cpu
local names = {}
for i = 1, 190 do names[i] = "v" .. i end
names = table.concat(names, ",")
local make = load("local " .. names .. " = ... return function() return " .. names .. " end")
local keep = {}
while true do keep[#keep + 1] = make(#keep) end
