-- The argument is a table. Manual 6.9.
print(select(2, pcall(os.time, 5)))  --> bad argument #1 to 'os.time' (table expected, got number)
os.time("now") --! bad argument #1 to 'time' (table expected, got string)
