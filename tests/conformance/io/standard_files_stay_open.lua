-- Scripts cannot close the standard files. Manual 6.8.
print(io.stdin:close())  --> nil	cannot close standard file
print(io.stdout:close())  --> nil	cannot close standard file
print(io.close(io.stderr))  --> nil	cannot close standard file
print(io.type(io.stdin), io.type(io.stdout), io.type(io.stderr))  --> file	file	file
print(io.stdout:read())  --> nil	Bad file descriptor	9
print(io.stdin:write("x"))  --> nil	Bad file descriptor	9
