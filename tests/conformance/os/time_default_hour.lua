-- A missing hour is 12, missing minutes and seconds are 0. Manual 6.9.
local noon = os.time { year = 2024, month = 7, day = 1 }
print(os.date("%F %T", noon))  --> 2024-07-01 12:00:00
print(noon == os.time { year = 2024, month = 7, day = 1, hour = 12, min = 0, sec = 0 })  --> true
