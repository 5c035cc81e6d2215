-- Only the whole format *t makes a table. Manual 6.9.
print(os.date("!*tx", 0), os.date("!x*t", 0), os.date("*", 0), os.date("!t", 0))  --> *tx	x*t	*	t
print(type(os.date("!*t", 0)), type(os.date("*t", 0)))  --> table	table
