-- The function rawequal needs two arguments. Manual 6.1.
rawequal(1)  --! bad argument #2 to 'rawequal' (value expected)
