-- Numeric directives convert numeric strings. Manual 6.4.
print(("%d %.1f %x %g"):format("10", "2.55", "0xff", "1e3"))  --> 10 2.5 ff 1000
print(pcall(string.format, "%d", "1.5"))
--> false	bad argument #2 to 'string.format' (number has no integer representation)
