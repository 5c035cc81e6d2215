-- The directive p shows a pointer, or null for values without one. Manual 6.4.
local t = {}
print(("%p"):format(t) == ("%p"):format(t), ("%p"):format(t) ~= ("%p"):format({}), ("%p"):format(1))
--> true	true	(null)
