-- The function close takes coroutines only. Manual 6.2.
coroutine.close(nil)  --! bad argument #1 to 'close' (thread expected, got nil)
