-- The function tostring needs an argument, which may be nil. Manual 6.1.
print(tostring(nil))  --> nil
tostring()            --! bad argument #1 to 'tostring' (value expected)
