-- `getlocal` sees the variables that are active where the function stands. Manual 6.10.
local function names(level)
  local found = {}
  for i = 1, math.huge do
    local name, value = debug.getlocal(level + 1, i)
    if not name or name:find "^%(.*temporary%)$" then break end
    found[#found + 1] = name .. "=" .. tostring(value)
  end
  return table.concat(found, " ")
end
local function f(a, b)
  print(names(1))  --> a=1 b=nil
  local c = 3
  do
    local d, a = 4, "inner"
    print(names(1))  --> a=1 b=nil c=3 d=4 a=inner
  end
  local e = names(1)
  print(e)  --> a=1 b=nil c=3
  for i = 1, 1 do
    print(names(1))  --> a=1 b=nil c=3 e=a=1 b=nil c=3 (for state)=1 (for state)=0 (for state)=1 i=1
  end
  for k, v in next, { "x" } do
    print((names(1):gsub("function: [^ ]*", "f"):gsub("table: [^ ]*", "t")))
    --> a=1 b=nil c=3 e=a=1 b=nil c=3 (for state)=f (for state)=t (for state)=1 (for state)=nil k=1 v=x
  end
  repeat
    local inside = true
    print(names(1))  --> a=1 b=nil c=3 e=a=1 b=nil c=3 inside=true
  until inside
  local f <const> = 5
  local g <close> = nil
  local h <const> = {} and 6
  print(names(1))  --> a=1 b=nil c=3 e=a=1 b=nil c=3 g=nil h=6
end
f(1)
local function recursive(n) if n == 0 then return names(1):match("^[^ ]*") end return (recursive(n - 1)) end
print(recursive(2))  --> n=0
print(debug.getlocal(1, 1) == "names", (debug.getlocal(1, 2)))  --> true	f
