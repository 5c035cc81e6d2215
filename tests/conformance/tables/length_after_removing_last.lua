-- Removing the last element shortens a sequence. Manual 3.4.7.
local t = { "a", "b", "c" }
t[3] = nil
print(#t)  --> 2
t[3], t[4] = "c", "d"
print(#t)  --> 4
