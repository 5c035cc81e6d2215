-- The fourth value of a generic loop is closed at its end. Manual 3.3.5.
local closing = setmetatable({}, { __close = function(_, e) print("loop closed", e) end })
local function iter(n, i) if i < n then return i + 1 end end
for i in iter, 2, 0, closing do print(i) end  --> 1
                                              --> 2
                                              --> loop closed	nil
print("after")                                --> after
