-- Fields out of their ranges are carried over. Manual 6.9.
local function show(date) print(os.date("%F %T", os.time(date))) end
show { year = 2024, month = 14, day = 1 }  --> 2025-02-01 12:00:00
show { year = 2024, month = 0, day = 1 }  --> 2023-12-01 12:00:00
show { year = 2024, month = -11, day = 1 }  --> 2023-01-01 12:00:00
show { year = 2024, month = 7, day = 0 }  --> 2024-06-30 12:00:00
show { year = 2024, month = 7, day = -400 }  --> 2023-05-27 12:00:00
show { year = 2024, month = 7, day = 1, hour = 36 }  --> 2024-07-02 12:00:00
show { year = 2024, month = 7, day = 1, hour = 12, min = -1 }  --> 2024-07-01 11:59:00
show { year = 2024, month = 7, day = 1, hour = 12, sec = 3661 }  --> 2024-07-01 13:01:01
show { year = 2024, month = 7, day = 1, hour = 12, sec = -1 }  --> 2024-07-01 11:59:59
