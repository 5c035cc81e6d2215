-- A syntax error gives nil and a message. Manual 6.1.
print(load("x ="))            --> nil	[string "x ="]:1: unexpected symbol near <eof>
print(load("return return"))  --> nil	[string "return return"]:1: unexpected symbol near 'return'
