-- A runtime error is a string with position. Manual 2.3.
local ok, e = pcall(load("\nlocal t = nil\nreturn t.x", "=chunk"))
print(type(e), e)  --> string	chunk:3: attempt to index a nil value (local 't')
