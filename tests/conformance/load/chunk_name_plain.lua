-- Any other name is shown like source text. Manual 6.1.
print(load("!", "name"))        --> nil	[string "name"]:1: unexpected symbol near '!'
print(load("!", "two\nlines"))  --> nil	[string "two..."]:1: unexpected symbol near '!'
print(select(2, load("!", ("name"):rep(30))))
--> [string "namenamenamenamenamenamenamenamenamenamenamen..."]:1: unexpected symbol near '!'
