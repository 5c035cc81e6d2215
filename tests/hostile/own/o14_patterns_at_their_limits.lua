-- attack: odd states; captures, anchors, frontiers and replacements that are almost valid
-- expect: ok
for _, p in ipairs{"%", "(", ")", "()", "(()", "%1", "(%1)", "(a)%2", "[", "[]", "[^]", "[^", "[%", "[a-", "[a-%", "%b", "%bx", "%f", "%fa", "%f[", "%f[a", "a**", "^*", "*", "-", "^", "$", "$$", "^^",
  "[]]", "[^]]", "[]-a]", "[a-a-z]", "[%a-z]", "%g%", "(a*)%1", "%%", "\0", "[\0]", "%z", "(()())", string.rep("(", 33), string.rep("()", 33), string.rep("(a", 32) .. string.rep(")", 32)} do
  for _, s in ipairs{"", "a", "aaa", "]", "a\0b", "^", "%", string.rep("a", 300)} do
    for _, f in ipairs{string.find, string.match, string.gsub} do
      local ok, e = pcall(f, s, p, "%0")
      assert(ok or type(e) == "string")
    end
    pcall(function() for _ in s:gmatch(p) do end end)
  end
end
assert(("abc"):find("b", -1) == nil and ("abc"):find("", 10) == nil and ("abc"):find("", 4) == 4 and ("abc"):find("^b", 2) == 2 and ("abc"):match("^()", math.mininteger) == 1)
assert(("hello world"):gsub("o", "%0%0", 1) == "helloo world" and ("abc"):gsub("", "-", 2) == "-a-bc" and ("abc"):gsub("x*", "-") == "-a-b-c-" and ("abc"):gsub("b", "%%") == "a%c")
assert(("abc"):gsub("%w", "%1") == "abc" and not pcall(string.gsub, "abc", "%w", "%2") and not pcall(string.gsub, "abc", "b", "%") and not pcall(string.gsub, "abc", "b", "%x"))
assert(("abc"):gsub("b", {b = false}) == "abc" and ("abc"):gsub("b", {b = 5}) == "a5c" and not pcall(string.gsub, "abc", "b", {b = true}) and not pcall(string.gsub, "abc", "b", {b = {}}))
assert(select(2, ("abc"):gsub(".", "", -1)) == 0 and select(2, ("abc"):gsub("^.", "")) == 1 and not pcall(string.gsub, "abc", ".", nil) and not pcall(string.gsub, "abc", ".", true))
assert(("THE (quick) fox"):find("%((%a+)%)") == 5 and ("f(a(b)c)d"):match("%b()") == "(a(b)c)" and ("THE fox"):gsub("%f[%a]%a+", "w") == "w w" and ("x"):match("()") == 1)
local it = ("abc"):gmatch("()")
assert(it() == 1 and it() == 2 and it() == 3 and it() == 4 and it() == nil and it() == nil)
it = ("abc"):gmatch("%w", -1)
assert(it() == "c" and it() == nil)
print("ok")
