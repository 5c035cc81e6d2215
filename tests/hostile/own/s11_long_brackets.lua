-- attack: stack; brackets of a million equals signs, comments in comments, a million blanks and line ends
-- expect: ok
local level = string.rep("=", 1000000)
assert(load("return [" .. level .. "[x]" .. level .. "]")() == "x")
assert(load("--[" .. level .. "[x]]]" .. level:sub(2) .. "]]" .. level .. "]return 1")() == 1)
assert(not load("return [" .. level .. "x"))
assert(not load("return [" .. level .. "[x]" .. level:sub(2) .. "]"))
assert(load(string.rep("--[[]]", 200000) .. "return 2")() == 2)
assert(load(string.rep("--\n", 200000) .. "return 3")() == 3)
assert(load(string.rep("\r\n", 200000) .. string.rep(" ", 200000) .. "return 4")() == 4)
assert(load("return '" .. string.rep("\\z \n", 200000) .. "'")() == "")
assert(#load("return '" .. string.rep("\\x41\\u{7FFFFFFF}", 50000) .. "'")() == 350000)
assert(load(string.rep(";", 1000000)))
print("ok")
