-- The function tostring gives a readable form of any value. Manual 6.1.
print(tostring(nil), tostring(true), tostring(12), tostring(-0.0), tostring("s"))  --> nil	true	12	-0.0	s
print(type(tostring({})), (tostring({}):gsub("0x%x+", "address")), #tostring(print) > 10)
--> string	table: address	true
