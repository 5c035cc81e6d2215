-- A library function called by another one is found in its library. Manual 2.3.
print(pcall(string.rep))       --> false	bad argument #1 to 'string.rep' (string expected, got no value)
print(pcall(math.floor, {}))   --> false	bad argument #1 to 'math.floor' (number expected, got table)
print(pcall(setmetatable, 1))  --> false	bad argument #1 to 'setmetatable' (table expected, got number)
