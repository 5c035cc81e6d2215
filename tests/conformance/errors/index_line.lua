-- An index is on the line where its last token is. Manual 3.2.
local function message(f) return (select(2, pcall(f))) end
local t
print(message(function()
  return t[
    "x"
  ], 1
end))
--> index_line.lua:7: attempt to index a nil value (upvalue 't')
print(message(function()
  return t
    .
    x, 1
end))
--> index_line.lua:13: attempt to index a nil value (upvalue 't')
