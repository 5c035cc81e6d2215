-- Control messages turn warnings on and off and return nothing; unknown ones are ignored. Manual 6.1.
print(select("#", warn("@off")))              --> 0
print(select("#", warn("@no such control")))  --> 0
print(pcall(warn, "@off", {}))  --> false	bad argument #2 to 'warn' (string expected, got table)
