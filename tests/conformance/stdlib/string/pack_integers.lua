-- Integers of every size are written in either order of bytes. Manual 6.4.2.
local function hex(s)
  return (s:gsub(".", function(c) return string.format("%02x", c:byte()) end))
end
print(hex(string.pack("<i1i2i3i4", 1, 2, 3, 4)))  --> 01020003000004000000
print(hex(string.pack(">i1i2i3i4", 1, 2, 3, 4)))  --> 01000200000300000004
print(hex(string.pack("<bhlj", -1, -2, -3, -4)))  --> fffefffdfffffffffffffffcffffffffffffff
print(hex(string.pack(">BHLJT", 255, 65535, 1, 2, 3)))
--> ffffff000000000000000100000000000000020000000000000003
print(hex(string.pack("<i", -2)), hex(string.pack("<I", 2)))  --> feffffff	02000000
