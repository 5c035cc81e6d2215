-- The length of an undeclared global names it. Manual 2.3.
print(#items)  --! attempt to get length of a nil value (global 'items')
