-- With a base the first argument must be a string. Manual 6.1.
tonumber(10, 16)  --! bad argument #1 to 'tonumber' (string expected, got number)
