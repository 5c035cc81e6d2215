-- The function type needs an argument, which may be nil. Manual 6.1.
type()  --! bad argument #1 to 'type' (value expected)
