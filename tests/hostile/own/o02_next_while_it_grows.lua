-- attack: odd states; traversals of tables that are emptied, refilled, collected and made larger on the way
-- expect: ok
local t = {}
for i = 1, 1000 do t[i], t["k" .. i], t[i + 0.5] = i, i, i end
local n = 0
for k in pairs(t) do
  t[k] = nil
  n = n + 1
  if n % 100 == 0 then collectgarbage() end
end
assert(n == 3000 and next(t) == nil)
for k, v in pairs(setmetatable({1, 2, 3}, {__pairs = function(o) return next, o, 2 end})) do assert(k == 3 and v == 3) end
assert(not pcall(next, {}, {}) and not pcall(next, {1}, 2) and not pcall(next, {1}, 0) and not pcall(next, {}, 0 / 0))
assert(not pcall(next) and not pcall(next, "x") and next({}, nil) == nil and next({1}, 1) == nil and next({1}, 1.0) == nil)
local keys = {}
for i = 1, 100 do keys[i] = {} t[keys[i]] = i end
for k in pairs(t) do t[k] = nil keys = {} collectgarbage() end
assert(next(t) == nil)
pcall(function() for k in pairs(t) do end for i = 1, 1e4 do t[i] = true for k in pairs(t) do t[k .. "x"] = true break end end end)
print("ok")
