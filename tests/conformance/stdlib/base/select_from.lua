-- The function select returns the arguments from a position on. Manual 6.1.
print(select(2, "a", "b", "c"))  --> b	c
print(select(3, "a", "b", "c"))  --> c
print(select("#"), select("#", nil, nil), (select("#", 1, 2, 3)))  --> 0	2	3
print(select(5, "a"))            -->
