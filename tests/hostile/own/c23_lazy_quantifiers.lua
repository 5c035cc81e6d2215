-- attack: cpu; each further '.-' multiplies the places that are tried
-- expect: limit:cpu
local s = string.rep("x", 3000)
string.find(s, ".-.-.-.-y")
print("ESCAPED")
