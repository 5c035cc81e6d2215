-- The function char builds a string from codes. Manual 6.4.
print(string.char(72, 105), string.char() == "", #string.char(0, 255))  --> Hi	true	2
string.char(256)  --! bad argument #1 to 'char' (value out of range)
