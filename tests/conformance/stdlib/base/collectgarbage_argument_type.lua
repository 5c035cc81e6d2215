-- The option of collectgarbage must be a string. Manual 6.1.
collectgarbage({})  --! bad argument #1 to 'collectgarbage' (string expected, got table)
