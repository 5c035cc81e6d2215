-- attack: memory; a string that doubles by replacement, by format and by pack
-- expect: limit:mem
local s, f, p = "x", "x", "x"
while true do
  s = s:gsub("x+", "%0%0")
  f = string.format("%s%s", f, f)
  p = string.pack("zz", p, p):gsub("%z+", "")
end
