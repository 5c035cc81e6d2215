-- The time is an integer, also written as a float or a string. Manual 6.9.
print(os.date("!%Y", "0"), os.date("!%Y", 3.0), os.date("!%Y", nil) > "2020")  --> 1970	1970	true
print(select(2, pcall(os.date, "%Y", "x")))  --> bad argument #2 to 'os.date' (number expected, got string)
print(select(2, pcall(os.date, "%Y", {})))  --> bad argument #2 to 'os.date' (number expected, got table)
os.date("%Y", 1.5) --! bad argument #2 to 'date' (number has no integer representation)
