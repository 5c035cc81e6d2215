-- A collection keeps captured variables. Manual 2.5.
local function keep() local t = { "kept" }; return function() return t[1] end end
local f = keep()
collectgarbage(); collectgarbage()
print(f())  --> kept
