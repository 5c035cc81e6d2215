-- With arguments random gives integers of an inclusive range. Manual 6.7.
local seen = {}
for _ = 1, 1000 do seen[math.random(3)] = true; seen[math.random(10, 12)] = true end
print(seen[0], seen[1], seen[2], seen[3], seen[4], seen[9], seen[10], seen[11], seen[12], seen[13])
--> nil	true	true	true	nil	nil	true	true	true	nil
