-- The function getenv gives a variable's value, or nil. Manual 6.9.
print(type(os.getenv("PATH")), os.getenv("NO_SUCH_VARIABLE"), os.getenv(""), os.getenv("A=B"))
--> string	nil	nil	nil
os.getenv() --! bad argument #1 to 'getenv' (string expected, got no value)
