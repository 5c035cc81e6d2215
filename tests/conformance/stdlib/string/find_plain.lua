-- The function find returns the first and last position of a match. Manual 6.4.
print(("hello world"):find("wor"), ("hello"):find("l"), ("hello"):find("xyz"))  --> 7	3	nil
print(("hello"):find(""), ("hello"):find("", 6), ("hello"):find("", 7))  --> 1	6	nil
