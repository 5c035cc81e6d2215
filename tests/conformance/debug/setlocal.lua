-- `setlocal` assigns to a variable and returns its name, or nil if there is none. Manual 6.10.
local function f(a)
  local b, c <const> = 2, 3
  local captured = 4
  local function get() return captured end
  print(debug.setlocal(1, 1, "a"), debug.setlocal(1, 2, "b"), debug.setlocal(1, 3, "captured"))  --> a	b	captured
  print(a, b, captured, get())  --> a	b	captured	captured
  print(debug.setlocal(1, 100, 1), debug.setlocal(1, 0, 1))  --> nil	nil
  print(select("#", debug.setlocal(1, 100, 1)))  --> 1
end
f(1)
local function caller()
  local mine = "old"
  local function set(level, value) return debug.setlocal(level, 1, value) end
  local name = set(2, "new")
  return name, mine
end
print(caller())  --> mine	new
local function count()
  local turns = 0
  for i = 1, 3 do
    turns = turns + 1
    debug.setlocal(1, 5, "not " .. i)
    if i ~= "not " .. turns then return "unchanged" end
  end
  return turns
end
print(count())  --> 3
local function typed()
  local n = 1
  debug.setlocal(1, 1, "5")
  return n + 1, math.type(n + 1)
end
print(typed())  --> 6	integer
local function nothing() local x = 1 debug.setlocal(1, 1, nil) return x end
print(nothing())  --> nil
print(debug.setlocal("1", 1.0, 5))  --> f
