-- Level three is the position of the caller's caller. Manual 6.1.
local function a() error("message", 3) end
local function b() a() end
local function c()
  b()  --! message
end
c()
