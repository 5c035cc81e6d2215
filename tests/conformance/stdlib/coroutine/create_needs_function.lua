-- A coroutine needs a function as its body. Manual 6.2.
print(pcall(load("coroutine.wrap({})", "=c")))
--> false	c:1: bad argument #1 to 'wrap' (function expected, got table)
coroutine.create("x")  --! bad argument #1 to 'create' (function expected, got string)
