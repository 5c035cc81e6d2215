-- A caret has no special meaning as an anchor of gmatch. Manual 6.4.
print(("^a^a"):gmatch("^a")())  --> ^a
for s in ("aa"):gmatch("^a") do print(s) end
