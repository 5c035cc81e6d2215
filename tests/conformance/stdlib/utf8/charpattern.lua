-- The pattern matches one character of well-formed text. Manual 6.5.
print(#utf8.charpattern)  --> 14
for c in ("aä€😀"):gmatch(utf8.charpattern) do print(c, #c) end
--> a	1
--> ä	2
--> €	3
--> 😀	4
