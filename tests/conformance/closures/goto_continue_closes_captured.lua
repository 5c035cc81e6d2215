-- A variable captured before a jump to the end of the loop stays separate. Manual 3.5.
local get = {}
for i = 1, 3 do
  local x = i
  get[#get + 1] = function() return x end
  if i == 2 then goto continue end
  x = x * 100
  ::continue::
end
print(get[1](), get[2](), get[3]())  --> 100	2	300
