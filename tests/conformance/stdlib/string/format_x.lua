-- The directives x, X and o show integers as unsigned. Manual 6.4.
print(("%x|%X|%#x|%08x|%o|%#o"):format(255, 255, 255, 255, 8, 8))  --> ff|FF|0xff|000000ff|10|010
print(("%x|%X"):format(-1, -255))  --> ffffffffffffffff|FFFFFFFFFFFFFF01
