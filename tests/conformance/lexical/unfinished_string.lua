-- A quoted string must end on its line. Manual 3.1.
print(select(2, load("x = 'abc", "=c")))     --> c:1: unfinished string near <eof>
print(select(2, load("x = 'abc\n'", "=c")))  --> c:1: unfinished string near ''abc'
print(select(2, load("x = \"a\\", "=c")))    --> c:1: unfinished string near <eof>
