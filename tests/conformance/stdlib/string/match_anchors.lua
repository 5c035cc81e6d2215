-- A caret anchors at the start and a dollar at the end. Manual 6.4.1.
print(("hello"):match("^h"), ("hello"):match("^e"), ("hello"):match("o$"), ("hello"):match("^hello$"))
--> h	nil	o	hello
print(("a$b"):match("a$b"), ("x^y"):match("x^y"), ("$"):match("^$"), (""):match("^$") == "")
--> a$b	x^y	nil	true
