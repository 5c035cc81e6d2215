-- Repetition signs at the start of a pattern stand for themselves. Manual 6.4.1.
print(("*a"):match("*a"), ("+"):match("+"), ("?x"):match("?x"), ("-"):match("-"))  --> *a	+	?x	-
print(("a**"):match("a**") , ("^*"):match("^^*"))  --> a*	^
