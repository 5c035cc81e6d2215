-- attack: stack; calls with the most values the stack holds, at the depth where it ends
-- expect: ok
local t = {}
for i = 1, 10000 do t[i] = i end
local function f(...) return select("#", ...) + f(table.unpack(t)) end
local ok, message = pcall(f)
assert(not ok and tostring(message):find("overflow") or tostring(message):find("too many results"), message)
local function g(n, ...) if n > 0 then return g(n - 1, n, ...) end return select("#", ...) end
assert(g(1000) == 1000)
ok, message = pcall(string.char, table.unpack(t))
assert(not ok and message:find("out of range"), message)
ok, message = pcall(string.byte, string.rep("x", 2000000), 1, -1)
assert(not ok and message:find("string slice too long"), message)
ok, message = pcall(string.unpack, string.rep("b", 2000000), string.rep("x", 2000000))
assert(not ok and message:find("too many results"), message)
ok, message = pcall(utf8.codepoint, string.rep("x", 2000000), 1, -1)
assert(not ok and message:find("string slice too long"), message)
print("ok")
