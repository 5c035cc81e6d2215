-- Mode `w` empties a file, `a` adds to it, `r+` keeps it. Manual 6.8.
local name = io.popen("mktemp"):read()
local function write(mode, text)
  local file = assert(io.open(name, mode))
  file:write(text)
  file:close()
  local all = io.open(name):read("a")
  return all
end
print(write("w", "first"))  --> first
print(write("w", "new"))  --> new
print(write("a", " more"))  --> new more
print(write("r+", "NE"))  --> NEw more
io.popen("rm -f " .. name):close()
