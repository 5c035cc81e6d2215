-- attack: compile time; 100,000 branches with values, locals and jumps out of each
-- expect: ok
local parts = {"local x = ... while true do if x == 0 then return 0"}
for i = 1, 30000 do
  parts[#parts + 1] = "elseif x == " .. i .. " then local y = x break"
  parts[#parts + 1] = "elseif x == -" .. i .. " then goto out"
  parts[#parts + 1] = "elseif x == 'k" .. i .. "' then return y"
end
parts[#parts + 1] = "else return 'else' end end do return 'broke' end ::out:: return 'went'"
local f = assert(load(table.concat(parts, "\n")))
assert(f(0) == 0 and f(30000) == "broke" and f(-30000) == "went" and f("k30000") == nil and f(0.5) == "else")
print("ok")
