-- Two opening brackets start a long string, so an index by one needs a space. Manual 3.1.
local t = { x = "by name" }
print(t[ [[x]] ])  --> by name
