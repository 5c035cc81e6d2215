-- attack: compile time; 50,000 uses of globals and of a far variable in a function that 150 others with locals are around
-- expect: ok
local parts = {"local far = 1 "}
for i = 1, 150 do
  parts[#parts + 1] = "local function f" .. i .. "() local a" .. i .. ", b" .. i .. ", c" .. i .. ", d" .. i .. " = 1 "
end
parts[#parts + 1] = string.rep("g = far ", 50000)
for i = 150, 1, -1 do parts[#parts + 1] = " end f" .. i .. "()" end
assert(load(table.concat(parts) .. " return g"))() 
assert(g == 1)
print("ok")
