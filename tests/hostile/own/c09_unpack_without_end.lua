-- attack: cpu; a string without the zero that 'z' looks for, a format without an option before its end
-- expect: limit:cpu
local s = string.rep("x", 1000000)
local f = "?" .. s
while true do
  pcall(string.unpack, "z", s)
  pcall(string.pack, "z", s)
  pcall(string.packsize, f)
end
