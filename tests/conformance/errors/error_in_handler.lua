-- An error in the handler calls the handler again. Manual 2.3.
local calls = 0
local function handler(m)
  calls = calls + 1
  if calls == 1 then error("from handler", 0) end
  return "second call: " .. m
end
print(xpcall(error, handler, "first"))  --> false	second call: from handler
