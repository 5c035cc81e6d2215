-- A reserved word as a field name needs the bracket form. Manual 3.1.
local t = { ["end"] = 1 }
print(t["end"])              --> 1
print(load("return t.end"))  --> nil	[string "return t.end"]:1: <name> expected near 'end'
