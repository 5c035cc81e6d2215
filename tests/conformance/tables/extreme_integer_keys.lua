-- The extreme integers are ordinary keys. Manual 2.1.
local t = {}
t[math.maxinteger], t[math.mininteger] = "max", "min"
print(t[math.maxinteger], t[math.mininteger], #t)  --> max	min	0
t[math.maxinteger] = nil
print(t[math.maxinteger])                          --> nil
