-- When the machine ends, the finalizers of all objects are called, the last marked first; what they mark is not
-- finalized any more (manual 2.5.3).
local meta = { __gc = function(object) print(object[1]) end }
global = setmetatable({ "first" }, { __gc = function(object)
  print(object[1])
  setmetatable({ "new" }, meta)
end })
other = setmetatable({ "second" }, meta)
print("end")
--> end
--> second
--> first
