-- The fields wday and yday are written, not read. Manual 6.9.
local date = { year = 2024, month = 7, day = 1, wday = 99, yday = "nonsense" }
print(os.time(date) == os.time { year = 2024, month = 7, day = 1 }, date.wday, date.yday)  --> true	2	183
