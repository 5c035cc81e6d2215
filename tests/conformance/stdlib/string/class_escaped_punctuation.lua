-- A percent sign takes the magic from any other character. Manual 6.4.1.
print(("a.b*c"):match("%."), ("a.b*c"):find("b%*c"), ("100%"):match("%d+%%"), ("[x]"):match("%[x%]"))
--> .	3	100%	[x]
print(("(a)"):gsub("[%(%)]", ""))  --> a	2
