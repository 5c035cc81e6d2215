-- A first line with a hash sign is no comment for load. Manual 6.1.
print(load("# comment\nreturn 1"))  --> nil	[string "# comment..."]:1: unexpected symbol near '#'
