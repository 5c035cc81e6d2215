-- Codes are never negative. Manual 6.4.
string.char(1, -1)  --! bad argument #2 to 'char' (value out of range)
