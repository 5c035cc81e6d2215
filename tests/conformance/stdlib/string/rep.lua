-- The function rep repeats, with an optional separator. Manual 6.4.
print(("ab"):rep(3), ("ab"):rep(3, "-"), ("x"):rep(1, "-"), ("x"):rep(0) == "", ("x"):rep(-1) == "")
--> ababab	ab-ab-ab	x	true	true
print((""):rep(100000) == "", (""):rep(3, ","))  --> true	,,
