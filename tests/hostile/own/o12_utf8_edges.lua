-- attack: odd states; utf8 functions at positions outside, inside of characters, backwards, on the largest codes
-- expect: ok
local max, min = math.maxinteger, math.mininteger
local s = "aä€😀\u{7FFFFFFF}"
assert(utf8.len(s) == nil and utf8.len(s, 1, -1, true) == 5 and utf8.len("") == 0 and utf8.len("", 1) == 0 and utf8.len("abc", 4) == 0)
for _, p in ipairs{0, 5, max, min, -5} do assert(not pcall(utf8.len, "abc", p)) end
assert(not pcall(utf8.len, "abc", 1, 4) and not pcall(utf8.len, "abc", 1, max) and utf8.len("abc", 1, min) == 0 and utf8.len("abc", -1) == 1)
for _, p in ipairs{0, 4, max, min} do assert(not pcall(utf8.codepoint, "abc", p)) end
assert(not pcall(utf8.codepoint, "abc", 1, 4) and select("#", utf8.codepoint("abc", 3, 1)) == 0 and select("#", utf8.codepoint("abc", 1, -1)) == 3)
assert(not pcall(utf8.codepoint, "ä", 2) and not pcall(utf8.codepoint, s, 1, -1) and select("#", utf8.codepoint(s, 1, -1, true)) == 5)
for n = -7, 7 do
  for i = 1, #s + 1 do
    local ok, p = pcall(utf8.offset, s, n, i)
    assert(not ok or p == nil or p >= 1 and p <= #s + 1)
  end
end
assert(utf8.offset("abc", 5) == nil and utf8.offset("abc", 4) == 4 and utf8.offset("abc", -3) == 1 and utf8.offset("abc", -4) == nil and utf8.offset("abc", max) == nil and utf8.offset("abc", min) == nil)
assert(not pcall(utf8.offset, "abc", 1, 5) and not pcall(utf8.offset, "abc", 1, min) and not pcall(utf8.offset, "ä", 1, 2) and utf8.offset("ä", 0, 2) == 1)
assert(not pcall(utf8.char, -1) and not pcall(utf8.char, 0x80000000) and not pcall(utf8.char, max) and utf8.char(0xD800, 0x10FFFF, 0) == "\xED\xA0\x80\xF4\x8F\xBF\xBF\0")
for _, bad in ipairs{"\xff", "\xC0\x80", "a\xED\xA0\x80", "\xF4\x90\x80\x80", "ab\x80", "\xE2\x82", "\xC3"} do
  assert(not pcall(function() for _ in utf8.codes(bad) do end end))
  local n, p = utf8.len(bad)
  assert(n == nil and p >= 1 and p <= #bad)
end
local step = utf8.codes("abc")
assert(step("abc", 3) == nil and step("abc", max) == nil and step("abc", -1) == nil or true)
for i = -10, 10 do pcall(step, s, i) pcall(step, "", i) end
for p, c in utf8.codes(s, true) do assert(c == utf8.codepoint(s, p, p, true)) end
print("ok")
