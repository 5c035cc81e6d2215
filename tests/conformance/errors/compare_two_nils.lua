-- Nils cannot be ordered. Manual 2.3.
local a, b
print(a <= b)  --! attempt to compare two nil values
