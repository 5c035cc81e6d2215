-- An error ends the coroutine and is returned by resume. Manual 2.6.
local co = coroutine.create(function() error({ code = 7 }) end)
local ok, e = coroutine.resume(co)
print(ok, e.code, coroutine.status(co))  --> false	7	dead
print(coroutine.resume(co))              --> false	cannot resume dead coroutine
