-- A generic loop has as many variables as it names. Manual 3.3.5.
local function iter(_, i) if not i then return 1, 2, 3 end end
for a, b, c, d in iter do print(a, b, c, d) end  --> 1	2	3	nil
for a in iter do print(a) end                    --> 1
