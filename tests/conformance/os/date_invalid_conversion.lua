-- A conversion that C99 does not know is an error. Manual 6.9.
print(select(2, pcall(os.date, "%Q", 0)))  --> bad argument #1 to 'os.date' (invalid conversion specifier '%Q')
print(select(2, pcall(os.date, "%#d", 0)))
--> bad argument #1 to 'os.date' (invalid conversion specifier '%#d')
print(select(2, pcall(os.date, "%5Y", 0)))
--> bad argument #1 to 'os.date' (invalid conversion specifier '%5Y')
print(select(2, pcall(os.date, "%|", 0)))  --> bad argument #1 to 'os.date' (invalid conversion specifier '%|')
os.date("a%Q", 0) --! bad argument #1 to 'date' (invalid conversion specifier '%Q')
