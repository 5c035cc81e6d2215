-- An argument error names the function as it was called. Manual 2.3.
tonumber()  --! bad argument #1 to 'tonumber' (value expected)
