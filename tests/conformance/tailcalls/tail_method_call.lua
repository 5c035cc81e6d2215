-- A method call can be a tail call. Manual 3.4.10.
local obj = { n = 0 }
function obj:loop(k) if k == 0 then return self.n end self.n = self.n + 1; return self:loop(k - 1) end
print(obj:loop(100000))  --> 100000
