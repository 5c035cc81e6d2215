-- A while loop tests before each round. Manual 3.3.4.
local i, sum = 1, 0
while i <= 4 do sum, i = sum + i, i + 1 end
while false do sum = -1 end
print(sum, i)  --> 10	5
