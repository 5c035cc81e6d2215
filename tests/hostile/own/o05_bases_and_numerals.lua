-- attack: odd states; tonumber with every base, long numerals, and text that almost is a number
-- expect: ok
for base = 2, 36 do
  local digit = base <= 10 and tostring(base - 1) or string.char(string.byte("a") + base - 11)
  assert(tonumber(digit, base) == base - 1 and tonumber("-10", base) == -base and tonumber(digit:upper() .. " ", base) == base - 1)
  if base < 36 then
    local above = base < 10 and tostring(base) or string.char(string.byte("a") + base - 10)
    assert(tonumber(above, base) == nil)
  end
  assert(math.type(tonumber(string.rep("1", 10000), base)) == "integer")
end
assert(not pcall(tonumber, "1", 1) and not pcall(tonumber, "1", 37) and not pcall(tonumber, 1, 10) and not pcall(tonumber) and not pcall(tonumber, "1", math.mininteger))
assert(tonumber("", 10) == nil and tonumber("-", 10) == nil and tonumber("1 1", 10) == nil and tonumber("1.0", 10) == nil and tonumber("\0001", 10) == nil)
assert(tonumber(string.rep("9", 400)) == math.huge and tonumber("0x" .. string.rep("f", 400)) == -1 and tonumber("-0x" .. string.rep("0", 400) .. "1") == -1)
assert(tonumber("0x" .. string.rep("f", 400) .. ".0") == math.huge or tonumber("0x" .. string.rep("f", 400) .. ".0") > 1e300)
assert(tonumber("1e" .. string.rep("0", 400) .. "1") == 10 and tonumber("1e-" .. string.rep("9", 400)) == 0 and tonumber("." .. string.rep("0", 400) .. "1e402") ~= nil)
for _, s in ipairs{"1\0", "\0", "0x", "0xg", "1e", "1e+", "e1", ".", "0x.", "0x.p1", "1..2", "--1", "- 1", "1_0", "infinity", "nan", "0b1", "1f", "0x1p", "\u{a0}1", "１", "9223372036854775807 x"} do
  assert(tonumber(s) == nil, s)
end
assert(tonumber("  \t\n\v\f\r-7\t ") == -7 and tonumber("0x7fffffffffffffff") == math.maxinteger and tonumber("9223372036854775808") == 2 ^ 63)
assert("10" + 1 == 11 and "0x10" * "2" == 32 and -"3" == -3 and "1e1" // 1 == 10.0 and not pcall(function() return "x" + 1 end) and 10 .. "" == "10")
print("ok")
