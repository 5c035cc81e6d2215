-- An argument error of a library function names its field. Manual 2.3.
string.rep()  --! bad argument #1 to 'rep' (string expected, got no value)
