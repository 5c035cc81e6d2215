-- The last of two equal string keys in a constructor can be read back. Manual 3.4.9.
local t = { x = 1, ["x"] = 2 }
print(t.x)  --> 2
