-- The function print separates its arguments by tabs. Manual 6.1.
print(1, nil, true, "s", 2.5)  --> 1	nil	true	s	2.5
print()                        -->
print("")                      -->
print("a\nb", "c")             --> a
                               --> b	c
