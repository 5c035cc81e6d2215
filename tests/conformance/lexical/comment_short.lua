-- A comment runs from two hyphens to the end of the line. Manual 3.1.
local a = 1 -- local a = 2
--[ not a long comment
---- more hyphens
print(a)  --> 1
