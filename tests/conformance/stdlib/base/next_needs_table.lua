-- The function next takes tables only. Manual 6.1.
next("x")  --! bad argument #1 to 'next' (table expected, got string)
