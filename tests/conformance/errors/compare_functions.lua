-- Functions cannot be ordered. Manual 2.3.
print(print < print)  --! attempt to compare two function values
