-- Patterns do everyday text work. Manual 6.4.
print((("  x y "):match("^%s*(.-)%s*$")), (("a,b,c"):gsub(",", ";")))  --> x y	a;b;c
print((("CamelCaseName"):gsub("(%u)", " %1")), (("x"):rep(3):gsub("x", "%0y", 2)))
-->  Camel Case Name	xyxyx
