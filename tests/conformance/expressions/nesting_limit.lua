-- Nesting that is too deep is a syntax error and not a crash. Manual 3.4.
local f, message = load("return " .. ("("):rep(100000) .. "1" .. (")"):rep(100000))
print(f, type(message), message:find("overflow", 1, true) ~= nil)  --> nil	string	true
