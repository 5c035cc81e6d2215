-- A chunk may end inside a short comment. Manual 3.1.
print(load("return 1 -- no newline")())  --> 1
print(type(load("--")), type(load("")))  --> function	function
