-- Break and goto mix in one loop. Manual 3.3.4.
local i = 0
while true do
  i = i + 1
  if i < 3 then goto next_round end
  do break end
  ::next_round::
end
print(i)  --> 3
