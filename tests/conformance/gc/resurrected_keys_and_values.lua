-- A resurrected object is gone from weak values before its finalizer runs, and from weak keys only afterwards
-- (manual 2.5.4).
local values = setmetatable({}, { __mode = "v" })
local keys = setmetatable({}, { __mode = "k" })
do
  local object = setmetatable({}, { __gc = function(object)
    print(values[1], keys[object])
  end })
  values[1], keys[object] = object, "still here"
end
collectgarbage() --> nil	still here
collectgarbage()
print(next(keys)) --> nil
