-- More results than the stack holds are an error. Manual 6.4.
print(pcall(string.unpack, ("b"):rep(1000001), ("x"):rep(1000001)))
--> false	stack overflow (too many results)
print(select("#", string.unpack(("b"):rep(1000), ("x"):rep(1000))))  --> 1001
