-- An empty pattern matches between all characters. Manual 6.4.
print(("abc"):gsub("", "-"))     --> -a-b-c-	4
print((""):gsub("", "x"))        --> x	1
print(("abc"):gsub("x*", "-"))   --> -a-b-c-	4
print(("a b"):gsub("%s*", "_"))  --> _a_b_	3
