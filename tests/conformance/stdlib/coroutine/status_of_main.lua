-- The main coroutine is running, or normal while another one runs. Manual 6.2.
local main = coroutine.running()
print(coroutine.status(main))  --> running
print(coroutine.wrap(function() return coroutine.status(main) end)())  --> normal
