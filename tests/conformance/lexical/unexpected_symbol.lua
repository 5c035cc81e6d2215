-- A character that starts no token is reported as it stands. Manual 3.1.
print(select(2, load("x = @", "=c")))   --> c:1: unexpected symbol near '@'
print(select(2, load("x = $y", "=c")))  --> c:1: unexpected symbol near '$'
print(select(2, load("a ! b", "=c")))   --> c:1: syntax error near '!'
print(select(2, load("x = \1", "=c")))  --> c:1: unexpected symbol near '<\1>'
