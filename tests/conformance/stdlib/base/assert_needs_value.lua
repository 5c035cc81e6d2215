-- Assert without arguments is an argument error. Manual 6.1.
assert()  --! bad argument #1 to 'assert' (value expected)
