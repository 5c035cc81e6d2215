-- attack: compile time; 20,000 jumps that wait for the end of one loop, out of blocks with captured variables
-- expect: ok
local f = load("local n = 0 while true do " .. string.rep("if n then local x = function() return n end break end ", 10000) .. "end return 7")
assert(f() == 7)
f = load("for i = 1, 3 do " .. string.rep("do local x <close> = nil if i == 1 then goto continue end end ", 20000) .. "::continue:: end return 8")
assert(f() == 8)
local deep = string.rep("do local x ", 150) .. string.rep("if x then goto out end ", 20000) .. string.rep("end ", 150)
assert(load(deep .. "::out:: return 9")() == 9)
print("ok")
