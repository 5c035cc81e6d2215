-- The mode t accepts source text. Manual 6.1.
print(load("return 'text'", "=c", "t")())   --> text
print(load("return 'both'", "=c", "bt")())  --> both
