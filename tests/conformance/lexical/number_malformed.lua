-- A numeral that runs into letters is malformed. Manual 3.1.
print(select(2, load("return 3x", "=c")))    --> c:1: malformed number near '3x'
print(select(2, load("return 0xg", "=c")))   --> c:1: malformed number near '0xg'
print(select(2, load("return 1e+", "=c")))   --> c:1: malformed number near '1e+'
print(select(2, load("return 1..2", "=c")))  --> c:1: malformed number near '1..2'
print(select(2, load("return 0x1p", "=c")))  --> c:1: malformed number near '0x1p'
