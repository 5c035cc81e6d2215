-- The directive s takes any value through tostring. Manual 6.4.
print(("%s|%5s|%-5s|%.2s|%5.1s|"):format("abc", "ab", "ab", "abc", "xyz"))  --> abc|   ab|ab   |ab|    x|
print(("%s %s %s %s"):format(nil, true, 1.0, setmetatable({}, { __tostring = function() return "T" end })))
--> nil true 1.0 T
