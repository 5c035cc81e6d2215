-- The position must be a number or a hash sign. Manual 6.1.
select("x", 1)  --! bad argument #1 to 'select' (number expected, got string)
