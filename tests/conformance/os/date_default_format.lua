-- Without a format, date writes that of %c. Manual 6.9.
print(os.date(nil, 0) == os.date("%c", 0))  --> true
print(os.date("!%c", 0))  --> Thu Jan  1 00:00:00 1970
print(type(os.date()))  --> string
