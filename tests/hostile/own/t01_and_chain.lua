-- attack: compile time; an 'and' chain of 100,000 members, whose jumps all end in one place
-- expect: ok
local chain = string.rep("x and ", 100000)
assert(load("local x = true return " .. chain .. "7")() == 7)
assert(load("local x = true if " .. chain .. "x then return 8 end")() == 8)
assert(load("local x = true while not (" .. chain .. "x) do end return 9")() == 9)
print("ok")
