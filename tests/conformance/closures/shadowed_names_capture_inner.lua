-- A closure captures the innermost variable of that name. Manual 3.5.
local x = "outer"
local function a() return x end
do local x = "inner"; print(a(), (function() return x end)()) end  --> outer	inner
