-- The function running tells whether the coroutine is the main one. Manual 6.2.
local main, is_main = coroutine.running()
print(type(main), is_main)   --> thread	true
local co
co = coroutine.create(function() local c, m = coroutine.running(); return c == co, m end)
print(coroutine.resume(co))  --> true	true	false
