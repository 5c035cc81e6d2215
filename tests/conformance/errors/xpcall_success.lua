-- The handler is not called without an error. Manual 6.1.
print(xpcall(function(...) return "ok", ... end, error, 1, 2))  --> true	ok	1	2
