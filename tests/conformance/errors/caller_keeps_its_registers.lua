-- A caught error far down the stack leaves room for all variables of the function that caught it. Manual 2.3.
local function deep(n) if n == 0 then error("bottom", 0) end return 1 + deep(n - 1) end
local names = {}
for i = 1, 150 do names[i] = "v" .. i end
local list = table.concat(names, ",")
local f = load("local deep = ... pcall(deep, 5000) local " .. list .. " v100 = {} " ..
  "for i = 1, 9 do v150 = 'last' .. i v149 = { i } end return v150, v149[1], v1")
print(f(deep))  --> last9	9	nil
