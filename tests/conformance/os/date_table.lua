-- The format *t makes a table of nine fields. Manual 6.9.
local date = os.date("!*t", 1720000000)
for _, key in ipairs { "year", "month", "day", "hour", "min", "sec", "wday", "yday", "isdst" } do
  print(key, date[key], math.type(date[key]))
end
--> year	2024	integer
--> month	7	integer
--> day	3	integer
--> hour	9	integer
--> min	46	integer
--> sec	40	integer
--> wday	4	integer
--> yday	185	integer
--> isdst	false	nil
local count = 0
for _ in pairs(date) do count = count + 1 end
print(count, type(os.date("*t").isdst))  --> 9	boolean
