-- Indexing a function is an error. Manual 2.3.
print(print.x)  --! attempt to index a function value (global 'print')
