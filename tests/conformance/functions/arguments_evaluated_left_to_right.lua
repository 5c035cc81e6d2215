-- Arguments are evaluated in order before the call. Manual 3.4.10.
local log = {}
local function note(x) log[#log + 1] = x; return x end
local f = function(...) return select("#", ...) end
print(f(note(1), note(2), note(3)), table.concat(log))  --> 3	123
