-- Integers wider than eight bytes are extended by their sign. Manual 6.4.2.
local function hex(s)
  return (s:gsub(".", function(c) return string.format("%02x", c:byte()) end))
end
print(hex(string.pack("<i16", -2)))  --> feffffffffffffffffffffffffffffff
print(hex(string.pack(">i16", -2)))  --> fffffffffffffffffffffffffffffffe
print(hex(string.pack("<I16", -2)))  --> feffffffffffffff0000000000000000
print(hex(string.pack(">i9", math.mininteger)))                     --> ff8000000000000000
print(string.unpack("<i16", string.pack("<i16", -2)))               --> -2	17
print(string.unpack(">i12", string.pack(">i12", math.mininteger)))  --> -9223372036854775808	13
print(string.unpack("<I9", string.pack("<I9", -1)))                 --> -1	10
