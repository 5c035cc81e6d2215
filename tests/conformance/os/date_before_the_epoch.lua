-- Times before the epoch are negative. Manual 6.9.
print(os.date("!%F %T %a %j", -1))  --> 1969-12-31 23:59:59 Wed 365
print(os.date("!%F %T %a %j", -86400 * 365 * 100))  --> 1870-01-25 00:00:00 Tue 025
print(os.date("!%c", -62135596800))  --> Mon Jan  1 00:00:00 1
print(os.date("!%c|%C|%y|%G|%g", -62135596801))  --> Sun Dec 31 23:59:59 0|0|00|0|00
print(os.date("!%F|%C|%y|%G", -70000000000))  --> -249-10-15|-3|51|-249
