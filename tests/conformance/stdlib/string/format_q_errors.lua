-- The directive q takes no modifiers and no values without a literal. Manual 6.4.
print(pcall(string.format, "%q", {}))
--> false	bad argument #2 to 'string.format' (value has no literal form)
string.format("%10q", "x")  --! specifier '%q' cannot have modifiers
