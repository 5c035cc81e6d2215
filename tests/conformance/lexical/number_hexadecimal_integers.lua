-- Hexadecimal integers take digits of either case. Manual 3.1.
print(0xff, 0XA, 0xBEBADA)                     --> 255	10	12499674
print(0x7fffffffffffffff, 0xffffffffffffffff)  --> 9223372036854775807	-1
