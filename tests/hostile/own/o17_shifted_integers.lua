-- attack: odd states; keys that are equal as numbers, zeros, NaN, strings that look like numbers, powers of two
-- expect: ok
local t = {}
for e = -1074, 1023 do t[2.0 ^ e] = e end
for e = -1074, 1023 do assert(t[2.0 ^ e] == e) end
for i = 0, 62 do assert(t[1 << i] == i) end
t = {}
for i = 1, 20000 do t[i * 2.0 ^ -30] = i t[i * 2.0 ^ 40] = i end
for i = 1, 20000 do assert(t[i << 40] == i) end
t = {}
for i = 1, 30000 do t[i << 32] = i t[i << 20] = i t[-i << 45] = i end
t = {[0] = "zero", ["0"] = "text", ["0.0"] = "float"}
assert(t[-0.0] == "zero" and t["0"] == "text" and t[0 / 1] == "zero" and t[0 / 0] == nil and not pcall(function() t[0 / 0] = 1 end))
print("ok")
