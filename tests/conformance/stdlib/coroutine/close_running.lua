-- A running coroutine cannot be closed. Manual 6.2.
coroutine.close((coroutine.running()))  --! cannot close a running coroutine
