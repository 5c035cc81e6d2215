-- Creating a coroutine does not run it. Manual 6.2.
local ran = false
local co = coroutine.create(function() ran = true end)
print(type(co), ran, coroutine.status(co))  --> thread	false	suspended
print(coroutine.resume(co), ran)            --> true	true
