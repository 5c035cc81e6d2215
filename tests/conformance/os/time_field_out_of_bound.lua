-- Fields must fit C's int, counted from where C counts. Manual 6.9.
local function try(key, value)
  local date = { year = 2024, month = 1, day = 1 }
  date[key] = value
  local fine, result = pcall(os.time, date)
  print(key, fine or result)
end
try("year", (1 << 31) + 1898)  --> year	true
try("year", (1 << 31) + 1900)  --> year	field 'year' is out-of-bound
try("year", -(1 << 31) + 1899)  --> year	field 'year' is out-of-bound
try("year", math.mininteger)  --> year	field 'year' is out-of-bound
try("month", 1 << 31)  --> month	true
try("month", (1 << 31) + 1)  --> month	field 'month' is out-of-bound
try("month", -(1 << 31))  --> month	field 'month' is out-of-bound
try("day", (1 << 31) - 1)  --> day	true
try("day", 1 << 31)  --> day	field 'day' is out-of-bound
try("sec", -(1 << 31))  --> sec	true
try("sec", -(1 << 31) - 1)  --> sec	field 'sec' is out-of-bound
try("hour", math.maxinteger)  --> hour	field 'hour' is out-of-bound
try("min", math.mininteger)  --> min	field 'min' is out-of-bound
