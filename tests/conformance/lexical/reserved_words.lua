-- Reserved words are no names. Manual 3.1.
print(load("local end = 1"))
--> nil	[string "local end = 1"]:1: <name> expected near 'end'
print(load("goto = 1"))
--> nil	[string "goto = 1"]:1: <name> expected near '='
print(load("local _VERSION, self = 1, 2; return self")())  --> 2
