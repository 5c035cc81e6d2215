-- Level two is the position of the caller. Manual 6.1.
local function check() error("caller's fault", 2) end
check()  --! caller's fault
