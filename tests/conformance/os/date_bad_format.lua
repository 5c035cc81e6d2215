-- The format is a string or a number. Manual 6.9.
print(os.date(5), os.date(1.5))  --> 5	1.5
os.date({}) --! bad argument #1 to 'date' (string expected, got table)
