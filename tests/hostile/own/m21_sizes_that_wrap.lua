-- attack: memory; sizes around 2^31, 2^63 and 2^64: an error or nothing, and no string of the wrong size
-- expect: ok
assert(string.rep("", math.maxinteger) == "" and string.rep("", math.maxinteger, "") == "")
assert(string.rep("x", math.mininteger) == "" and string.rep("x", -1, "yy") == "")
for _, n in ipairs{1 << 40, (1 << 62) + 1, math.maxinteger, math.maxinteger // 2 + 1} do
  assert(not pcall(string.rep, "x", n) and not pcall(string.rep, "", n, "x"))
  assert(not pcall(string.rep, "xyzw", n) and not pcall(string.rep, "xyzw", n, "xyzw"))
end
assert(not pcall(string.packsize, "c2147483647c1") and not pcall(string.packsize, "c99999999999"))
assert(not pcall(string.packsize, string.rep("c1073741823", 3)))
assert(not pcall(table.unpack, {}, 1, 1 << 31) and not pcall(table.unpack, {}, math.mininteger, math.maxinteger))
assert(not pcall(table.unpack, {}, 0, math.maxinteger) and not pcall(table.unpack, {}, -1 << 40, 0))
assert(not pcall(table.concat, {}, "x", 1, math.maxinteger))
assert(not pcall(table.concat, {}, "x", math.maxinteger, math.maxinteger))
assert(select("#", table.unpack({}, math.maxinteger, math.mininteger)) == 0)
assert(select("#", table.unpack({}, math.maxinteger, math.maxinteger)) == 1)
assert(select("#", table.unpack({}, math.mininteger, math.mininteger + 1)) == 2)
print("ok")
