-- attack: odd states; _ENV that is nil, a number, a string, locked, changed by a metamethod, and closed over twice
-- expect: ok
assert(not pcall(load("x = 1", "c", "t", nil)) and not pcall(load("return x", "c", "t", true)) and load("return upper", "c", "t", "text")() == string.upper)
local ok, message = pcall(load("local _ENV = 5 x = 1"))
assert(not ok and message:find("index"))
local f = load("local function g() return x end local _ENV = {x = 2} return g, function() return x end, function() _ENV = {x = 3} end")
x = 1
local g, h, change = f()
assert(g() == 1 and h() == 2)
change()
assert(g() == 1 and h() == 3)
x = nil
local seen = {}
local env = setmetatable({}, {__index = function(_, k) seen[#seen + 1] = k return rawget end, __newindex = function(_, k) seen[#seen + 1] = k end})
load("a = b c.d = 1", "c", "t", setmetatable({}, {__index = function(_, k) seen[#seen + 1] = k return setmetatable({}, {__newindex = function() end}) end, __newindex = function(_, k) seen[#seen + 1] = k end}))()
assert(table.concat(seen) == "bac", table.concat(seen))
local setmetatable = setmetatable
local function deep() local _ENV <const> = {y = 1} return function() local _ENV = setmetatable({}, {__index = _ENV}) return function() return y end end end
assert(deep()()() == 1)
print("ok")
