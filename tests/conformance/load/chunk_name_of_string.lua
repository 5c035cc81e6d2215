-- A chunk without a name is named by its first line. Manual 6.1.
print(load("x x"))     --> nil	[string "x x"]:1: syntax error near 'x'
print(load("x\nx x"))  --> nil	[string "x..."]:2: syntax error near 'x'
print(load("\nx x"))   --> nil	[string "..."]:2: syntax error near 'x'
