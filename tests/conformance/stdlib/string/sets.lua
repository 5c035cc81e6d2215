-- A set matches one of its characters, ranges and classes. Manual 6.4.1.
print(("x7_y"):match("[%d_]+"), ("hello"):match("[aeiou]"), ("f00d!"):match("[0-9a-f]+"))  --> 7_	e	f00d
print(("a-z"):match("[a%-z]+"), ("a-c"):match("[-c]+"), ("b]"):match("[]b]+"), ("^a"):match("[a^]+"))
--> a-z	-c	b]	^a
