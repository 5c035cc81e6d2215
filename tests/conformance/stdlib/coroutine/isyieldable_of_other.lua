-- The function isyieldable may ask about another coroutine. Manual 6.2.
local co = coroutine.create(function() end)
print(coroutine.isyieldable(co), coroutine.isyieldable((coroutine.running())))  --> true	false
