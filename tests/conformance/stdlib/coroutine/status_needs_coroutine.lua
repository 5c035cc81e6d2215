-- The function status takes coroutines only. Manual 6.2.
coroutine.status({})  --! bad argument #1 to 'status' (thread expected, got table)
