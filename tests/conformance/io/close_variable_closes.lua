-- A file can be a to-be-closed variable. Manual 6.8, 3.3.8.
local name = io.popen("mktemp"):read()
local kept
do
  local file <close> = io.open(name, "w")
  file:write("text")
  kept = file
end
print(io.type(kept))  --> closed file
print(io.open(name):read("a"))  --> text
io.popen("rm -f " .. name):close()
