-- The function time puts the normalised fields into its table. Manual 6.9.
local date = { year = 2024, month = 14, day = 32, hour = 25, min = 61, sec = 61, extra = "stays" }
os.time(date)
print(date.year, date.month, date.day, date.hour, date.min, date.sec)  --> 2025	3	5	2	2	1
print(date.yday, date.wday, type(date.isdst), date.extra)  --> 64	4	boolean	stays
local again = { year = 2024, month = 7, day = 1 }
os.time(again)
print(again.hour, again.min, again.sec, again.yday, again.wday)  --> 12	0	0	183	2
