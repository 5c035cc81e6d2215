-- Each letter of `what` asks for some fields, and for no others. Manual 6.10.
local function keys(info)
  local names = {}
  for name in pairs(info) do names[#names + 1] = name end
  table.sort(names)
  return table.concat(names, " ")
end
local function f() end
print("n", keys(debug.getinfo(1, "n")))  --> n	namewhat
local function call(letter) return keys(debug.getinfo(2, letter)), nil end
local function named(letter) return (call(letter)) end
local function level(letter)
  local kept = named(letter)
  return kept
end
print("n", level("n"))  --> n	name namewhat
print("S", level("S"))  --> S	lastlinedefined linedefined short_src source what
print("l", level("l"))  --> l	currentline
print("t", level("t"))  --> t	istailcall
print("u", level("u"))  --> u	isvararg nparams nups
print("f", level("f"))  --> f	func
print("r", level("r"))  --> r	ftransfer ntransfer
print("L", level("L"))  --> L	activelines
print(level("") == "")  --> true
print("ul", level("ul"))  --> ul	currentline isvararg nparams nups
print("SS", level("SS"))  --> SS	lastlinedefined linedefined short_src source what
print(keys(debug.getinfo(f)) == keys(debug.getinfo(f, "nSltufr")))  --> true
print(keys(debug.getinfo(print, "nSltufrL")) == keys(debug.getinfo(print)))  --> true
