-- The item %b matches balanced delimiters. Manual 6.4.1.
print(("f(a(b)c)d)"):match("%b()"), ("[[x]]"):match("%b[]"), ("((x)"):match("%b()"))  --> (a(b)c)	[[x]]	(x)
print(("if a then b end"):match("%bae"), ("(("):match("%b()"), ("xx"):match("%bxx"))  --> a the	nil	xx
