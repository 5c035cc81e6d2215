-- Concatenation binds looser than addition and tighter than shifts. Manual 3.4.8.
print(1 + 2 .. 3 + 4, "1" .. "0" + 5)                      --> 37	15
print(pcall(load("return '1' .. 2 << 1", "=c")) == false)  --> true
