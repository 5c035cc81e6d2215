-- Extra arguments stay intact while other functions run. Manual 3.4.11.
local function noise(...) return { ... }, ... end
local function f(...)
  noise(7, 8, 9, ...)
  local n = select("#", noise(...))
  return n, ...
end
print(f(1, nil, 3))  --> 4	1	nil	3
