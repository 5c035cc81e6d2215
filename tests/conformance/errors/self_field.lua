-- Fields of self are named like other fields. Manual 2.3.
local obj = {}
function obj:update() self.count = self.count + 1 end
print(pcall(obj.update, obj))
--> false	self_field.lua:3: attempt to perform arithmetic on a nil value (field 'count')
