-- A message handler that always fails is given up, and the error says so.
print(xpcall(error, function() error("again", 0) end, "x")) --> false	error in error handling
print(xpcall(error, math.abs, "x")) --> false	error in error handling
local function overflow() return 1 + overflow() end
print(xpcall(overflow, overflow)) --> false	error in error handling
