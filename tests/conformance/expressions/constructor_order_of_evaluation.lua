-- Fields of a constructor may call functions in between. Manual 3.4.9.
local n = 0
local function next_n() n = n + 1; return n end
local t = { next_n(), a = next_n(), next_n() }
print(t[1] + t.a + t[2], n)  --> 6	3
