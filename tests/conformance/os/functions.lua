-- The functions of the library. Manual 6.9.
local names = {}
for name in pairs(os) do names[#names + 1] = name end
table.sort(names)
print(table.concat(names, " "))
--> clock date difftime execute exit getenv remove rename setlocale time tmpname
print(package.loaded.os == os)  --> true
