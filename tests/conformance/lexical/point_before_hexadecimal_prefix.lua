-- A malformed numeral that begins with a point ends where a hexadecimal one would. Manual 3.1.
print(load("x = .0x1p-1+1", "=c"))  --> nil	c:1: malformed number near '.0x1p-1'
print(load("x = .0e-1+1", "=c") ~= nil)  --> true
