-- The function insert takes two or three arguments. Manual 6.6.
print(pcall(load("table.insert({})", "=c")))  --> false	c:1: wrong number of arguments to 'insert'
table.insert({}, 1, 2, 3)                     --! wrong number of arguments to 'insert'
