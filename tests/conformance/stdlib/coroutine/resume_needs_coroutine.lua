-- The function resume takes coroutines only. Manual 6.2.
print(pcall(load("coroutine.resume(print)", "=c")))
--> false	c:1: bad argument #1 to 'resume' (thread expected, got function)
coroutine.resume()  --! bad argument #1 to 'resume' (thread expected, got no value)
