-- The function pairs takes nil, but a loop over it fails. Manual 6.1.
print(select(2, pairs(nil)))  --> nil	nil
for _ in pairs(nil) do end    --! bad argument #1 to 'for iterator' (table expected, got nil)
