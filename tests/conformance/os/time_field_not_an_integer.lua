-- Fields are integers. Manual 6.9.
local function fails(key, value)
  local date = { year = 2024, month = 1, day = 1 }
  date[key] = value
  print(select(2, pcall(os.time, date)))
end
fails("year", 2024.5)  --> field 'year' is not an integer
fails("month", "x")  --> field 'month' is not an integer
fails("day", {})  --> field 'day' is not an integer
fails("hour", true)  --> field 'hour' is not an integer
fails("min", "1.5")  --> field 'min' is not an integer
fails("sec", 0 / 0)  --> field 'sec' is not an integer
os.time { year = 2024, month = 1, day = 1, sec = 0.5 } --! field 'sec' is not an integer
