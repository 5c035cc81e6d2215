-- Floats are written in single or double precision. Manual 6.4.2.
local function hex(s)
  return (s:gsub(".", function(c) return string.format("%02x", c:byte()) end))
end
print(hex(string.pack(">f", 1.5)), hex(string.pack("<d", -2)), hex(string.pack(">n", "0.5")))
--> 3fc00000	00000000000000c0	3fe0000000000000
print(string.unpack("<f", string.pack("<f", 0.1)))     --> 0.10000000149012	5
print(string.unpack(">d", string.pack(">d", 0.1)))     --> 0.1	9
print(string.unpack("<f", string.pack("<f", 1e300)))   --> inf	5
print(string.unpack("<n", string.pack("<n", -1 / 0)))  --> -inf	9
