-- attack: memory; the text of position captures, a thousand of them for each match
-- expect: limit:mem
local s = string.gsub(string.rep("x", 100000), "()", string.rep("%1", 1000))
print("ESCAPED", #s)
