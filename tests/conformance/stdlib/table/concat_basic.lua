-- The function concat joins a list with a separator. Manual 6.6.
print(table.concat({ "a", "b", "c" }, ", "), table.concat({ 1, 2.5, "x" }), table.concat({}, "x") == "")
--> a, b, c	12.5x	true
