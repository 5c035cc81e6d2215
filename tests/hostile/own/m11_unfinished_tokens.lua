-- attack: memory; strings, comments and brackets of megabytes that never end, and messages that show them
-- expect: ok|limit:mem
local long = string.rep("x", 2000000)
for _, start in ipairs{"'", '"', "[[", "[==[", "--[[", "'\\z", "x", "0x", "1e", "::", "goto "} do
  assert(not load(start .. long .. string.rep("\n", 10)))
  assert(not load("x = = " .. start .. long))
end
for _, name in ipairs{"=", "@", ""} do
  local f, message = load("x = =", name .. long)
  assert(not f and #message < 200)
end
print("ok")
