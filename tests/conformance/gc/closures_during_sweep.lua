-- Closures with upvalues of their own are made while the collector sweeps many large objects.
local keep, base = {}, ("x"):rep(600)
for i = 1, 30000 do keep[i] = base .. i end
for round = 1, 3 do
  local functions = {}
  for i = 1, 30000 do
    local a, b, c = i, i + 1, i + 2
    functions[i] = function() a = a + 1; return a + b + c end
  end
  for i = 1, #functions do assert(functions[i]() == 3 * i + 4) end
end
print(#keep)  --> 30000
