-- Other strings convert to nothing. Manual 3.4.3.
print(tonumber(""), tonumber(" "), tonumber("1x"), tonumber("1 2"), tonumber("0x"))  --> nil	nil	nil	nil	nil
print(tonumber("1e"), tonumber("inf"), tonumber("nan"), tonumber("1_000"), tonumber("1\0"))
--> nil	nil	nil	nil	nil
