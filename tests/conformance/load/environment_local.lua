-- A local named _ENV changes what global names mean. Manual 2.2.
local print = print
do
  local _ENV = { x = "own" }
  y = "new"
  print(x, y, _ENV.y)  --> own	new	new
end
print(y)               --> nil
