-- A long string that never ends reports where it starts. Manual 3.1.
print(select(2, load("\nx = [[a\nb", "=c")))
--> c:3: unfinished long string (starting at line 2) near <eof>
print(select(2, load("--[==[ a\nb]]", "=c")))
--> c:2: unfinished long comment (starting at line 1) near <eof>
