-- Days and months can be added to a date. Manual 6.9.
local date = os.date("*t", os.time { year = 2023, month = 12, day = 25 })
date.day = date.day + 10
date.isdst = nil
print(os.date("%F", os.time(date)))  --> 2024-01-04
date.month = date.month + 13
date.isdst = nil
print(os.date("%F", os.time(date)), date.year, date.month)  --> 2025-02-04	2025	2
