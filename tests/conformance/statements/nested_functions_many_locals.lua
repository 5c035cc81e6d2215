-- A function may have up to 200 local variables. Manual 3.3.7.
local names = {}
for i = 1, 200 do names[i] = "v" .. i end
local list = table.concat(names, ", ")
print(load("local " .. list .. " = 1, 2; return v2, v200")())  --> 2	nil
print(select(2, load("local " .. list .. ", w", "=c")))
--> c:1: too many local variables (limit is 200) in main function near <eof>
