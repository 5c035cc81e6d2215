-- attack: cpu; formats of a megabyte that lay out no value at all
-- expect: limit:cpu
local s = string.rep(" ", 1000000)
while true do
  string.packsize(s)
  string.pack(s)
  string.unpack(s, "")
end
