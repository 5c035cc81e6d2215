-- The function sort sorts in place. Manual 6.6.
print(select("#", table.sort({ 2, 1 })))  --> 0
