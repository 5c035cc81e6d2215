-- An error object may have any type. Manual 2.3.
print(pcall(error, true))                       --> false	true
print(pcall(error, 42))                         --> false	42
print(pcall(error, 1.5, 2))                     --> false	1.5
print(select(2, pcall(error, print)) == print)  --> true
