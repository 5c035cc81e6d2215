-- The function exit takes a boolean or an integer. Manual 6.9.
print(select(2, pcall(os.exit, "x")))  --> bad argument #1 to 'os.exit' (number expected, got string)
print(select(2, pcall(os.exit, 1.5)))  --> bad argument #1 to 'os.exit' (number has no integer representation)
os.exit({}) --! bad argument #1 to 'exit' (number expected, got table)
