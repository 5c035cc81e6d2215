-- Zero, the empty string and NaN count as true. Manual 3.4.5.
print(0 and "t", "" and "t", 0/0 and "t", {} and "t")  --> t	t	t	t
