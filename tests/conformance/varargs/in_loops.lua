-- Extra arguments feed loops. Manual 3.4.11.
local function join(...)
  local out = {}
  for i = 1, select("#", ...) do out[i] = tostring((select(i, ...))) end
  return table.concat(out, ",")
end
print(join(1, nil, "x", false))  --> 1,nil,x,false
