-- A reader's pieces are put together; numbers count as text. Manual 6.1.
local function reader(...)
  local pieces, n = { ... }, 0
  return function() n = n + 1; return pieces[n] end
end
print(load(reader("re", "turn ", 4, 2))())           --> 42
print(load(reader())())                              -->
print(load(reader("return 1", "", " + 1"))())        --> 1
print(load(reader("return ..."), "=r")("argument"))  --> argument
