-- The function byte returns the codes of a range. Manual 6.4.
print(("abc"):byte(), ("abc"):byte(2), ("abc"):byte(-1))        --> 97	98	99
print(("abc"):byte(1, 3))                                       --> 97	98	99
print(select("#", ("abc"):byte(10)), select("#", (""):byte()))  --> 0	0
