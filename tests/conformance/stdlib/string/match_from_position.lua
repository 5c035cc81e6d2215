-- The function match takes a start like find. Manual 6.4.
print(("a1b2c3"):match("%a%d", 3), ("a1b2c3"):match("^%a%d", 3), ("a1b2"):match("%d", -1))  --> b2	b2	2
print(("abc"):match(".", 10), (""):match(""), ("abc"):match("", 4) == "")  --> nil		true
