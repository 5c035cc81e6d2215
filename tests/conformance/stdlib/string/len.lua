-- The function len counts bytes. Manual 6.4.
print(string.len(""), string.len("a\0b"), ("x"):len(), string.len(123))  --> 0	3	1	3
