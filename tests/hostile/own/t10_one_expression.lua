-- attack: compile time; sums, products, comparisons and concatenations of 100,000 members that could be folded
-- expect: ok
assert(load("return " .. string.rep("1 + ", 100000) .. "1")() == 100001)
assert(load("local x = 1 return " .. string.rep("x + 1 - ", 50000) .. "x")() ~= nil)
assert(load("return " .. string.rep("(1) * ", 100000) .. "1")() == 1)
assert(load("return " .. string.rep("3 // 2 % 5 | ", 50000) .. "1")() == 1)
assert(load("return " .. string.rep("true == ", 50000) .. "true")() == true)
assert(load("local f = math.max return f(" .. string.rep("f(1),", 200) .. "1)")() == 1)
print("ok")
