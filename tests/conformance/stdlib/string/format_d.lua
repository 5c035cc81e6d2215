-- The directives d and i take integers. Manual 6.4.
print(("%d|%5d|%-5d|%05d|%+d|% d"):format(42, 42, 42, 42, 42, 42))  --> 42|   42|42   |00042|+42| 42
print(("%d|%i|%.3d|%5.3d"):format(-7, 3.0, 5, 5), ("%d"):format("10"), ("%d"):format(math.mininteger))
--> -7|3|005|  005	10	-9223372036854775808
