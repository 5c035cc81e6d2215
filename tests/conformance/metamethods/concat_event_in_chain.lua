-- In a chain of concatenations __concat sees the already joined right part. Manual 2.4.
local v = setmetatable({}, { __concat = function(a, b)
  return "(" .. (type(a) == "table" and "v" or a) .. "," .. (type(b) == "table" and "v" or b) .. ")"
end })
print(v .. "a" .. "b" .. "c")  --> (v,abc)
local s = "a" .. v .. 1 .. 2
print(s)                       --> a(v,12)
