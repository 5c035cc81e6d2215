-- The name of a global whose field is assigned, with varargs among the values.
local function message(f, ...) return (select(2, pcall(f, ...))) end
print(message(function(...)
  local a
  missing.field, a = 1, ...
end, 1, 2))
--> name_beside_varargs.lua:5: attempt to index a nil value (global 'missing')
