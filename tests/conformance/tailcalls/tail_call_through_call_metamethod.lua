-- A callable table can be tail-called. Manual 3.4.10.
local t
t = setmetatable({}, { __call = function(self, n) if n == 0 then return "done" end return self(n - 1) end })
print(t(100000))  --> done
