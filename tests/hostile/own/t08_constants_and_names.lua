-- attack: compile time; 100,000 different constants of each kind, and as many globals and fields
-- expect: ok
local parts = {"local t = {} local s = 0 "}
for i = 1, 50000 do
  parts[#parts + 1] = "g" .. i .. " = t.f" .. i .. " s = s + " .. i .. ".5 - " .. (i + 70000) .. " t = t 'x' "
end
assert(load((table.concat(parts):gsub("t = t 'x'", ""))))()
parts = {}
for i = 1, 100000 do parts[i] = "'" .. i .. "'" end
local t = load("return {" .. table.concat(parts, ",") .. "}")()
assert(#t == 100000 and t[77777] == "77777")
parts = {}
for i = 1, 100000 do parts[i] = "f" .. i .. "=" .. i end
t = load("return {" .. table.concat(parts, ",") .. "}")()
assert(t.f77777 == 77777)
print("ok")
