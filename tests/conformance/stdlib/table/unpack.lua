-- The function unpack returns the elements of a list. Manual 6.6.
print(table.unpack { 1, 2, 3 })           --> 1	2	3
print(table.unpack({ 1, 2, 3 }, 2))       --> 2	3
print(table.unpack({ 1, 2, 3 }, 2, 3))    --> 2	3
print(table.unpack({ 1, nil, 3 }, 1, 3))  --> 1	nil	3
print(table.unpack({}, 1, 2))             --> nil	nil
