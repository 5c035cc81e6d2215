-- A file may yield. Manual 6.1.
if inside then return coroutine.yield("from the file"), "end" end
inside = true
local co = coroutine.wrap(function() return "begin", dofile("dofile_yields.lua") end)
print(co())           --> from the file
print(co("resumed"))  --> begin	resumed	end
