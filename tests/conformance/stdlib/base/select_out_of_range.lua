-- Position zero is out of range. Manual 6.1.
select(0, "a")  --! bad argument #1 to 'select' (index out of range)
