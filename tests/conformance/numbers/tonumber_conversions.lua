-- Numeric strings convert with the rules of the lexer, sign and spaces allowed. Manual 3.4.3.
print(tonumber("10"), tonumber(" 0x1F\n"), tonumber("-7"), tonumber("+7"), tonumber("1e1"))
--> 10	31	-7	7	10.0
print(tonumber("0x1p4"), tonumber("-0x10"), tonumber(".5"), tonumber("5."), tonumber("- 7"))
--> 16.0	-16	0.5	5.0	nil
