-- An error in the header of a loop has the line of the loop. Manual 3.3.5.
local n
for i = 1, n do  --! bad 'for' limit (number expected, got nil)
  print(i)
end
