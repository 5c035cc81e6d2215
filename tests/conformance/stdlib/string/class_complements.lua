-- An upper case class letter stands for the complement. Manual 6.4.1.
print(("a1 b"):gsub("%A", "."))  --> a..b	2
print(("a1 b"):gsub("%D", "."))  --> .1..	3
print(("a1 b"):gsub("%S", "."))  --> .. .	3
print(("a1_b"):gsub("%W", "."))  --> a1.b	1
print(("aB1"):gsub("%L", "."))   --> a..	2
print(("aB1"):gsub("%U", "."))   --> .B.	2
