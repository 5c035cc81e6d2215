-- Endless resuming of new coroutines ends in a catchable error. Manual 2.6.
local function loop() return coroutine.wrap(loop)() end
local ok, message = pcall(loop)
print(ok, message:find("stack overflow", 1, true) ~= nil)  --> false	true
