-- The function ipairs reads through __index. Manual 6.1.
local t = setmetatable({ "own" }, { __index = function(_, i) if i <= 3 then return "virtual" .. i end end })
for i, v in ipairs(t) do print(i, v) end  --> 1	own
                                          --> 2	virtual2
                                          --> 3	virtual3
