-- Strings that look like numbers are converted by arithmetic operators. Manual 3.4.3.
print("10" + 5, "3" * "4", "0x10" + 0, " 5 " - 1, "1e1" // 1)     --> 15	12	16	4	10.0
print(math.type("10" + 1), math.type("10.0" + 1), 10 .. "1" + 1)  --> integer	float	102
