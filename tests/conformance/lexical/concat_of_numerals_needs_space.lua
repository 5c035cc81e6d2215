-- A numeral before the concatenation operator needs a space. Manual 3.4.6.
print(1 .. 2, 1.5 ..2)  --> 12	1.52
