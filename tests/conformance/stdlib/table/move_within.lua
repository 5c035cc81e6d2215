-- The function move copies a range within a table, also when it overlaps. Manual 6.6.
print(table.concat(table.move({ 1, 2, 3, 4, 5 }, 2, 5, 1), " "))  --> 2 3 4 5 5
print(table.concat(table.move({ 1, 2, 3, 4, 5 }, 1, 4, 2), " "))  --> 1 1 2 3 4
print(table.concat(table.move({ 1, 2, 3 }, 1, 0, 5), " "))        --> 1 2 3
