-- An unknown escape is an error that shows the string so far. Manual 3.1.
print(select(2, load([[return "ab\q"]], "=c")))  --> c:1: invalid escape sequence near '"ab\q'
print(select(2, load([[return "\A"]], "=c")))    --> c:1: invalid escape sequence near '"\A'
