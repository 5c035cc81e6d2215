-- A caret at the start complements a set. Manual 6.4.1.
print(("key=value"):match("[^=]+"), ("  x"):match("[^%s]"), ("]a"):match("[^]]"), ("abc"):match("[^a-c]"))
--> key	x	a	nil
