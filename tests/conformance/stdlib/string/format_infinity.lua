-- Float directives show infinities by name. Manual 6.4.
print(("%f|%.1f|%g|%e|%5.1f|%-5g|%+f"):format(1/0, -1/0, 1/0, -1/0, 1/0, 1/0, 1/0))
--> inf|-inf|inf|-inf|  inf|inf  |+inf
print(("%G|%E|%05f"):format(1/0, 1/0, 1/0))  --> INF|INF|  inf
