-- An error object may be a table, and gets no position. Manual 2.3.
local object = { code = 404 }
local ok, e = pcall(error, object)
print(ok, e == object, e.code)  --> false	true	404
