-- Each round of a while loop has fresh locals. Manual 3.5.
local get, i = {}, 1
while i <= 2 do local j = i; get[i] = function() j = j + 10; return j end; i = i + 1 end
print(get[1](), get[1](), get[2](), i)  --> 11	21	12	3
