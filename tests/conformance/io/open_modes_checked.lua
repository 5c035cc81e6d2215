-- `io.open` takes the modes of C and no others. Manual 6.8.
local name = io.popen("mktemp"):read()
local function try(mode)
  local ok, result = pcall(io.open, name, mode)
  if ok then result:close() end
  return ok or result
end
print(try("r"), try("w"), try("a"), try("rb"))  --> true	true	true	true
print(try("r+"), try("w+"), try("a+"), try("r+b"))  --> true	true	true	true
print(try("rw"))  --> bad argument #2 to 'io.open' (invalid mode)
print(try("rb+"))  --> bad argument #2 to 'io.open' (invalid mode)
print(try(""))  --> bad argument #2 to 'io.open' (invalid mode)
print(try("x"))  --> bad argument #2 to 'io.open' (invalid mode)
print(try("r+bk"))  --> bad argument #2 to 'io.open' (invalid mode)
io.popen("rm -f " .. name):close()
