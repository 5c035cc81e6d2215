-- Only code in a coroutine can yield. Manual 6.2.
print(coroutine.isyieldable())  --> false
print(coroutine.wrap(function() return coroutine.isyieldable() end)())  --> true
