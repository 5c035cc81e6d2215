-- A number without an integer value is an argument error. Manual 2.3.
print(pcall(string.char, 65.5))
--> false	bad argument #1 to 'string.char' (number has no integer representation)
print(pcall(string.rep, "x", 2^63))
--> false	bad argument #2 to 'string.rep' (number has no integer representation)
math.random(0.5)  --! bad argument #1 to 'random' (number has no integer representation)
