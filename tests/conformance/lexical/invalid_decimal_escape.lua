-- A decimal escape stays within a byte. Manual 3.1.
print(select(2, load([[return "\300"]], "=c")))     --> c:1: decimal escape too large near '"\300"'
print(select(2, load([[return "ab\256x"]], "=c")))  --> c:1: decimal escape too large near '"ab\256x'
