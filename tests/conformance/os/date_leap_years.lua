-- Leap days of the Gregorian calendar. Manual 6.9.
for _, year in ipairs { 1900, 1996, 2000, 2023, 2024, 2100, 2400 } do
  local last = os.date("*t", os.time { year = year, month = 3, day = 0 })
  print(year, last.month, last.day, os.date("*t", os.time { year = year, month = 12, day = 31 }).yday)
end
--> 1900	2	28	365
--> 1996	2	29	366
--> 2000	2	29	366
--> 2023	2	28	365
--> 2024	2	29	366
--> 2100	2	28	365
--> 2400	2	29	366
