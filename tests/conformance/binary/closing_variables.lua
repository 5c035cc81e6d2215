-- Loaded code closes variables and upvalues as the code it was made of. Manual 3.3.8.
local function closable(name, log)
  return setmetatable({}, { __close = function(_, e) log[#log + 1] = name .. ":" .. tostring(e) end })
end
local function f(closable, log)
  local fs = {}
  for i = 1, 3 do
    local a <close> = closable("a" .. i, log)
    fs[i] = function() i = i + 10; return i end
    if i == 2 then break end
  end
  local b <close> = closable("b", log)
  return fs[1](), fs[1](), fs[2]()
end
local g, log = load(string.dump(f)), {}
print(g(closable, log))          --> 11	21	12
print(table.concat(log, " "))    --> a1:nil a2:nil b:nil
local function fails(closable, log)
  local a <close> = closable("a", log)
  local b <close> = closable("b", log)
  error("oops", 0)
end
g, log = load(string.dump(fails, true)), {}
print(pcall(g, closable, log))   --> false	oops
print(table.concat(log, " "))    --> b:oops a:oops
