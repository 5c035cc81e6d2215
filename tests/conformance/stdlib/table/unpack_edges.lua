-- The range of unpack may be empty or lie at the limits of integers. Manual 6.6.
print(select("#", table.unpack({}, 5, 1)), select("#", table.unpack {}))  --> 0	0
print(table.unpack({ [math.maxinteger] = "last" }, math.maxinteger, math.maxinteger))  --> last
print(table.unpack({ [-1] = "m", [0] = "z" }, -1, 0))  --> m	z
