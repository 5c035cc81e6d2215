-- attack: cpu; greedy repetitions of overlapping classes give back byte by byte
-- expect: limit:cpu
local s = string.rep("a", 2000)
string.gsub(s, "%a*%w*%l*%g*%d", "")
print("ESCAPED")
