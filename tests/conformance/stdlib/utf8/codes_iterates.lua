-- Positions and codes of all characters. Manual 6.5.
for p, c in utf8.codes("aä€😀") do print(p, c) end
--> 1	97
--> 2	228
--> 4	8364
--> 7	128512
for p, c in utf8.codes("") do print("never") end
print(type(utf8.codes("x")), select(2, utf8.codes("x")), select(3, utf8.codes("x")))  --> function	x	0
