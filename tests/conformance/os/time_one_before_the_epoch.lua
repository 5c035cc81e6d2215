-- C tells failure by the time -1, so this very time is an error. Manual 6.9.
local date = os.date("*t", -1)
print(pcall(os.time, date))  --> false	time result cannot be represented in this installation
date.sec = date.sec - 1
print(os.time(date))  --> -2
