-- A callable field works as a method. Manual 2.4.
local callable = setmetatable({}, { __call = function(_, self, x) return self.id, x end })
local obj = { id = "obj", run = callable }
print(obj:run(3))  --> obj	3
