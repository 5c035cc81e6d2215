-- Break leaves the innermost loop only. Manual 3.3.4.
local log = {}
for i = 1, 3 do
  while true do log[#log + 1] = i; break end
  if i == 2 then break end
end
print(table.concat(log, " "))  --> 1 2
