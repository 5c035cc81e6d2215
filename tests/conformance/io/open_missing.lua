-- `io.open` of a file that is not there gives nil, a message and a number. Manual 6.8.
print(io.open("no/such/file"))  --> nil	no/such/file: No such file or directory	2
