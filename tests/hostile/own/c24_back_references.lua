-- attack: cpu; captures that are compared with what follows, at every place and length
-- expect: limit:cpu
local s = string.rep("x", 3000)
string.find(s, "(.-)(.-)%1%2%1%2y")
print("ESCAPED")
