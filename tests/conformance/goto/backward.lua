-- A goto may jump back and so make a loop. Manual 3.3.4.
local i = 1
::top::
if i < 4 then i = i + 1; goto top end
print(i)  --> 4
