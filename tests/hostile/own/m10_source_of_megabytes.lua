-- attack: memory; a source of a megabyte that is a statement every four bytes
-- expect: ok|limit:mem|limit:cpu
local f = load(string.rep("x=1 ", 200000))
if f then f() end
f = load(string.rep("x{}", 200000))
print("ok")
