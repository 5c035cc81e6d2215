-- The field isdst is optional, and a boolean afterwards. Manual 6.9.
local time = 1705320000
local date = os.date("*t", time)
print(os.time(date) == time, type(date.isdst))  --> true	boolean
date.isdst = nil
print(os.time(date) == time, type(date.isdst))  --> true	boolean
