-- attack: odd states; lengths and list functions where holes, nils at the end, floats and huge indices are
-- expect: ok
local max, min = math.maxinteger, math.mininteger
local t = {[max] = 1, [min] = 2, [0] = 3, [-1] = 4}
assert(#t == 0 and not pcall(ipairs) and t[max + 1] == 2)
table.insert(t, "x")
assert(t[1] == "x" and table.remove(t) == "x" and table.remove(t) == 3 and t[0] == nil and table.remove(t, 0) == nil)
assert(not pcall(table.insert, {1, 2}, 5, 1) and not pcall(table.insert, {1, 2}, 0, 1) and not pcall(table.insert, {}, 1) == false and not pcall(table.insert, {}, 1, 2, 3))
assert(not pcall(table.remove, {1, 2, 3}, 5) and table.remove({1, 2, 3}, 4) == nil and not pcall(table.remove, {1}, max) and not pcall(table.remove, {1}, min))
assert(#table.move({1, 2, 3}, 1, 0, 5) == 3 and not pcall(table.move, {}, min, max, 1) and not pcall(table.move, {}, 1, max, 2) and not pcall(table.move, {}, -1, max, 1))
local m = table.move({1, 2, 3}, 2, 3, max - 1, {})
assert(m[max] == 3 and m[max - 1] == 2 and next(table.move({}, max, max, max)) == nil)
m = table.move({1, 2, 3, 4}, 1, 3, 2)
assert(table.concat(m, ",") == "1,1,2,3")
m = table.move({1, 2, 3, 4}, 2, 4, 1)
assert(table.concat(m, ",") == "2,3,4,4")
assert(table.concat({}, "x") == "" and table.concat({1, 2.5, "z"}, ", ", 2, 3) == "2.5, z" and table.concat({}, "x", 1, 0) == "" and table.concat({[max] = "e"}, "", max, max) == "e")
assert(not pcall(table.concat, {1, {}, 3}) and not pcall(table.concat, {1}, {}) and table.concat({}, "", 1) == "")
local holes = {1, nil, 3, nil, 5, nil, nil, nil}
assert(#holes >= 0 and #holes <= 8 and (holes[#holes] ~= nil or #holes == 0) and holes[#holes + 1] == nil)
for i = 1, 64 do local list = {} for j = 1, i do list[j] = j end for j = i, 1, -1 do assert(#list == j) list[j] = nil end assert(#list == 0) end
assert(not pcall(table.sort, {1, "x", 2}) and not pcall(table.sort, {{}, {}}) and not pcall(table.sort, {1, 2}, 5) and pcall(table.sort, {0 / 0, 1, 0 / 0, -1}))
assert(rawlen({1, 2}) == 2 and rawlen("abc") == 3 and not pcall(rawlen, 5) and not pcall(rawset, {}, nil, 1) and not pcall(rawset, {}, 0 / 0, 1) and rawequal(1, 1.0) and not rawequal("1", 1))
print("ok")
