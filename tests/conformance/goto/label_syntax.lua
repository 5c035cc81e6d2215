-- A label is a name between double colons. Manual 3.3.4.
:: spaced ::
print(load("::l:", "=c"))   --> nil	c:1: '::' expected near ':'
print(load("::1::", "=c"))  --> nil	c:1: <name> expected near '1'
print(load("goto", "=c"))   --> nil	c:1: <name> expected near <eof>
