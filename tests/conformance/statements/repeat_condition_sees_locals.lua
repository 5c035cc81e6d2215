-- The condition of a repeat loop sees the locals of its body. Manual 3.3.4.
local i = 0
repeat local done = i >= 3; i = i + 1 until done
print(i)  --> 4
