-- A jump back over a declaration makes a new variable. Manual 3.5.
local get = {}
do
  ::again::
  local x
  get[#get + 1] = function() x = (x or 0) + 1; return x end
  if #get < 2 then goto again end
end
print(get[1](), get[1](), get[2]())  --> 1	2	1
