-- A callable may itself serve as __call. Manual 2.4.
local function call(self, other, x) return self.n, other.n, x end
local inner = setmetatable({ n = "inner" }, { __call = call })
local outer = setmetatable({ n = "outer" }, { __call = inner })
print(outer(7))  --> inner	outer	7
