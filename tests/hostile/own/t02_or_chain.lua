-- attack: compile time; 'or' chains of 100,000 members, of variables, globals, calls and comparisons
-- expect: ok
assert(load("local x = false return " .. string.rep("x or ", 100000) .. "7")() == 7)
assert(load("return " .. string.rep("x or ", 100000) .. "8")() == 8)
assert(load("local x = 1 if " .. string.rep("x < 1 or ", 100000) .. "x == 1 then return 9 end")() == 9)
assert(load("local function f() end return " .. string.rep("f() or ", 50000) .. "10")() == 10)
print("ok")
