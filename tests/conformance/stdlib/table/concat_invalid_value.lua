-- Only strings and numbers can be joined. Manual 6.6.
print(pcall(load("table.concat({ 'a', {}, 'c' })", "=c")))
--> false	c:1: invalid value (table) at index 2 in table for 'concat'
table.concat({ 1, 2 }, ",", 1, 3)  --! invalid value (nil) at index 3 in table for 'concat'
