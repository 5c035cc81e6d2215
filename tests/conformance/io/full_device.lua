-- What cannot be written is told when the buffer is emptied. Manual 6.8.
local file = io.open("/dev/full", "w")
if file then
  print(file:write("x") == file)  --> true
  print(file:flush())  --> nil	No space left on device	28
  print(file:close())  --> true
end
