-- The table of a date gives its time back. Manual 6.9.
local count = 0
for time = 0, 2000000000, 7777777 do
  if os.time(os.date("*t", time)) == time then count = count + 1 end
end
print(count)  --> 258
for _, time in ipairs { -5000000000, 60000000000, 1000000000000, 50000000000000 } do
  print(os.time(os.date("*t", time)) == time)
end
--> true
--> true
--> true
--> true
