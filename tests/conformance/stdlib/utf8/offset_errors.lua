-- Counting starts at a character within the string. Manual 6.5.
print(pcall(utf8.offset, "abc", 1, 5))
--> false	bad argument #3 to 'utf8.offset' (position out of bounds)
print(pcall(utf8.offset, "abc", 1, -4))
--> false	bad argument #3 to 'utf8.offset' (position out of bounds)
print(pcall(utf8.offset, "abc"))
--> false	bad argument #2 to 'utf8.offset' (number expected, got no value)
utf8.offset("ä", 1, 2)  --! initial position is a continuation byte
