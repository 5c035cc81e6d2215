-- A coroutine is equal only to itself and can be a table key. Manual 2.1.
local a, b = coroutine.create(print), coroutine.create(print)
local t = { [a] = "a" }
print(a == a, a == b, t[a], t[b])  --> true	false	a	nil
