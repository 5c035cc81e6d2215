-- A variable captured in a loop outlives a break. Manual 3.5.
local get
for i = 1, 10 do
  local x = i * 2
  get = function() x = x + 1; return x end
  if i == 4 then break end
end
print(get(), get())  --> 9	10
