-- Which line of a statement of several lines an error is reported on: the operator's for arithmetic, the last token's
-- for comparisons and assignments, the `do` for the bounds of a loop.
local function line(code)
  local message = select(2, pcall(load(code, "=x")))
  return tonumber(message:match("^x:(%d+):"))
end
print(line "local a = {}\nlocal b = a\n+\n5\n* 7") --> 3
print(line "local a = {}\nlocal b = a\n<\n5") --> 4
print(line "local a\na.x =\n5\n+\n6") --> 5
print(line "local a\na.x, b =\n5\n,\n6") --> 5
print(line "for i =\n1,\n{}\ndo end") --> 4
print(line "local x <close> =\n\n5") --> 3
print(line "local a = {}\nwhile a <\n 5 do\n end") --> 3
