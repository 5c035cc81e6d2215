-- A key that is not in the table is no place to go on from. Manual 6.1.
print(pcall(next, {}, "absent"))  --> false	invalid key to 'next'
print(pcall(next, { 1, 2 }, 3))   --> false	invalid key to 'next'
