-- Each round of a repeat loop has fresh locals, which its condition can capture. Manual 3.3.4.
local get = {}
repeat
  local n = #get
  get[n + 1] = function() return n end
until (function() return n >= 1 end)()
print(get[1](), get[2]())  --> 0	1
