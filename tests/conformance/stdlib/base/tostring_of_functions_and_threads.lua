-- References show their type and an address. Manual 6.1.
print((tostring(function() end):match("^%a+:")), (tostring(coroutine.create(print)):match("^%a+:")))
--> function:	thread:
local t = {}
print(tostring(t) == tostring(t), tostring(t) ~= tostring({}))  --> true	true
