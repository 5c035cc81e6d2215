-- The function time reads and writes its table with metamethods. Manual 6.9.
local read, written = {}, {}
local proxy = setmetatable({}, {
  __index = function(_, key)
    read[#read + 1] = key
    return ({ year = 2024, month = 7, day = 1, isdst = false })[key]
  end,
  __newindex = function(_, key, value) written[key] = value end,
})
print(math.type(os.time(proxy)))  --> integer
print(table.concat(read, " "))  --> year month day hour min sec isdst
print(written.year, written.month, written.day, written.yday, written.wday, next(proxy))
--> 2024	7	1	183	2	nil
