-- attack: compile time; blocks of 190 locals, constants and functions, 300 times
-- expect: ok
local parts = {}
for i = 1, 180 do parts[i] = "local v" .. i .. " <const> = " .. i end
local constants = "do " .. table.concat(parts, " ") .. " x = v1 + v180 * v90 end "
assert(load(string.rep(constants, 300)))()
assert(x == 16201)
for i = 1, 180 do parts[i] = "local v" .. i .. " = function() return v" .. math.max(1, i - 1) .. " end" end
assert(load(string.rep("do " .. table.concat(parts, " ") .. " end ", 100)))()
assert(not load(string.rep("local x ", 201)))
assert(load(string.rep("do local x end ", 30000)))
print("ok")
