-- An error caught inside is not seen by the handler outside. Manual 2.3.
local seen = 0
local function body()
  for _ = 1, 3 do pcall(error, "x") end
  error("last", 0)
end
print(xpcall(body, function(m) seen = seen + 1; return m end))  --> false	last
print(seen)                                                     --> 1
