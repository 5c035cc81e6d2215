-- Decimal strings too large for an integer convert to floats, hexadecimal ones wrap. Manual 3.4.3.
print(tonumber("9223372036854775807"), tonumber("9223372036854775808"))
--> 9223372036854775807	9.2233720368548e+18
print(tonumber("-9223372036854775808"), tonumber("0xffffffffffffffffff"))  --> -9223372036854775808	-1
