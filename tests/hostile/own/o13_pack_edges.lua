-- attack: odd states; every width, alignment and byte order of string.pack, and data that is too short, too long, too large
-- expect: ok
for size = 1, 16 do
  for _, order in ipairs{"<", ">", "="} do
    for _, v in ipairs{0, 1, -1, 127, -128} do
      assert(string.unpack(order .. "i" .. size, string.pack(order .. "i" .. size, v)) == v)
    end
    assert(string.unpack(order .. "I" .. size, string.pack(order .. "I" .. size, 200)) == 200)
    if size < 8 then
      local most = (1 << (8 * size - 1)) - 1
      assert(string.unpack(order .. "i" .. size, string.pack(order .. "i" .. size, most)) == most)
      assert(not pcall(string.pack, order .. "i" .. size, most + 1) and not pcall(string.pack, order .. "i" .. size, -most - 2))
      assert(not pcall(string.pack, order .. "I" .. size, 1 << (8 * size)) and not pcall(string.pack, order .. "I" .. size, -1))
    end
    if size > 8 then
      assert(not pcall(string.unpack, order .. "i" .. size, string.rep("\x7f", size)) and string.unpack(order .. "i" .. size, string.rep("\xff", size)) == -1)
    end
  end
end
for _, f in ipairs{"i0", "i17", "!17", "!0", "s0", "s17", "c", "X", "Xc1", "Xz", "XX", "X ", "y", "i99999999999999999999", "!3 i3", "!8 i3"} do
  assert(not pcall(string.pack, f, 1, 1) or f == "!3 i3" or f == "!8 i3", f)
end
assert(string.pack("!4 i1 !4 i4", 1, 2):byte(5) == 2 and #string.pack("!8 b Xd d", 1, 2) == 16 and string.packsize("!16 b Xi16") == 16)
for _, d in ipairs{"", "\0", "\5ab", "\255\255\255\255\255\255\255\255", "\255\255\255\255\255\255\255\127x"} do
  assert(not pcall(string.unpack, "s", d) and not pcall(string.unpack, "s1", d:sub(1, 1) == "\5" and d or "\9"))
end
for _, p in ipairs{5, math.maxinteger, 100} do assert(not pcall(string.unpack, "b", "abc", p)) end
assert(select(2, string.unpack("", "abc", -1)) == nil and string.unpack("", "abc", math.mininteger) == 1 and string.unpack("", "abc", 4) == 4)
assert(string.unpack("z", "ab\0c") == "ab" and not pcall(string.unpack, "z", "abc") and not pcall(string.pack, "z", "a\0") and #string.pack("c5", "ab") == 5 and not pcall(string.pack, "c1", "ab"))
assert(not pcall(string.packsize, "s") and not pcall(string.packsize, "z") and not pcall(string.pack, "i4") and not pcall(string.pack, "i4", {}) and not pcall(string.pack, "d", "x"))
local f = string.unpack("f", string.pack("f", 1e300))
assert(f == math.huge or f > 3e38)
print("ok")
