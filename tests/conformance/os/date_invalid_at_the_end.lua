-- A percent sign at the end of the format is an error. Manual 6.9.
print(select(2, pcall(os.date, "%", 0)))  --> bad argument #1 to 'os.date' (invalid conversion specifier '%')
os.date("%Y%%%", 0) --! bad argument #1 to 'date' (invalid conversion specifier '%')
