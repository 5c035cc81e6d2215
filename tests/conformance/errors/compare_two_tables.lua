-- Comparing two values of one type names the type once. Manual 2.3.
print({} < {})  --! attempt to compare two table values
