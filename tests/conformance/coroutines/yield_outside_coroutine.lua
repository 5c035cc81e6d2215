-- The main program cannot yield. Manual 6.2.
print(pcall(coroutine.yield, 1))  --> false	attempt to yield from outside a coroutine
print(coroutine.isyieldable())    --> false
