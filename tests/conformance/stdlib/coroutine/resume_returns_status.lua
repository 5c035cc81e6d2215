-- The first result of resume tells success. Manual 6.2.
print(coroutine.resume(coroutine.create(function(...) return select("#", ...), ... end), 1, nil))
--> true	2	1	nil
print(coroutine.resume(coroutine.create(error), "message"))  --> false	message
print(coroutine.resume(coroutine.create(error)))             --> false	nil
