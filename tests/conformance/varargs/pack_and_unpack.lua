-- Packing keeps the count, so that nils survive a round trip. Manual 6.6.
local function keep(...)
  local packed = table.pack(...)
  return table.unpack(packed, 1, packed.n)
end
print(keep(1, nil, nil))            --> 1	nil	nil
print(select("#", keep(nil, nil)))  --> 2
