-- attack: compile time; 100,000 labels in one block, and the same label in 100,000 blocks
-- expect: ok
local parts = {}
for i = 1, 50000 do parts[i] = "::l" .. i .. ":: if x then goto l" .. (50001 - i) .. " end" end
assert(load(table.concat(parts, " ") .. " return 7")() == 7)
assert(load(string.rep("do goto a ::a:: end ", 100000) .. "return 8")() == 8)
assert(not load(table.concat(parts, " ") .. "::l1::"))
print("ok")
