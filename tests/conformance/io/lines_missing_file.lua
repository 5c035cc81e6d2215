-- `io.lines` of a file that is not there is an error. Manual 6.8.
print(pcall(io.lines, "no/such/file"))
--> false	cannot open file 'no/such/file' (No such file or directory)
for _ in io.lines("no/such/file") do end  --! cannot open file 'no/such/file' (No such file or directory)
