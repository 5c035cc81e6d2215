-- A pcall without arguments is an argument error. Manual 6.1.
pcall()  --! bad argument #1 to 'pcall' (value expected)
