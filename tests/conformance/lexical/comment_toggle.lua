-- An extra hyphen turns a long comment into a short one. Manual 3.1.
---[[
print("runs")  --> runs
--]]
