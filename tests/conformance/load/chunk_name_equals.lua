-- A name that begins with an equals sign is used as it stands. Manual 6.1.
print(load("!", "=my chunk"))  --> nil	my chunk:1: unexpected symbol near '!'
print(load("!", "="))          --> nil	:1: unexpected symbol near '!'
print(select(2, load("!", "=" .. ("n"):rep(100))))
--> nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn:1: unexpected symbol near '!'
