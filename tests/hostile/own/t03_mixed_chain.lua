-- attack: compile time; 'and' and 'or' in turn, so that jumps of either kind wait for each other
-- expect: ok
local f = load("local x, y = true, false return " .. string.rep("x and y or ", 100000) .. "7")
assert(f() == 7)
f = load("local x, y = true, false return not not (" .. string.rep("not (x and y) and ", 60000) .. "x)")
assert(f() == true)
f = load("local x, y = 1, 2 repeat local z = x until " .. string.rep("y < x or x ~= 1 or ", 50000) .. "z == 1 return 9")
assert(f() == 9)
print("ok")
