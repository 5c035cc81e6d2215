-- Each pass through a loop made with goto captures its own local. Manual 3.5.
local get, i = {}, 0
::top::
do
  local x = i
  get[#get + 1] = function() return x end
end
i = i + 1
if i < 3 then goto top end
print(get[1](), get[2](), get[3]())  --> 0	1	2
