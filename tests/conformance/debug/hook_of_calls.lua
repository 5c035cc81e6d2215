-- A hook for calls and returns is told of each, with "tail call" for tail calls, which have one return. Manual 4.7.
local seen
local function hook(event)
  local info = debug.getinfo(2, "nS")
  seen[#seen + 1] = event .. ":" .. (info.name or "?")
end
local function run(mask, f, ...)
  seen = {}
  debug.sethook(hook, mask)
  f(...)
  debug.sethook()
  print(table.concat(seen, ", "))
end
local function leaf() return 1 end
local function calls() local x = leaf() return x end
local function tails() return leaf() end
local function tails_again() return tails() end
local function native() local x = math.abs(-1) return x end
local function tails_native() return math.abs(-1) end
run("c", calls)  --> call:f, call:leaf, call:sethook
run("r", calls)  --> return:sethook, return:leaf, return:f
run("cr", calls)  --> return:sethook, call:f, call:leaf, return:leaf, return:f, call:sethook
run("cr", tails)  --> return:sethook, call:f, tail call:?, return:?, call:sethook
run("c", tails_again)  --> call:f, tail call:?, tail call:?, call:sethook
run("r", tails_again)  --> return:sethook, return:?
run("cr", native)  --> return:sethook, call:f, call:abs, return:abs, return:f, call:sethook
run("cr", tails_native)  --> return:sethook, call:f, call:abs, return:abs, return:f, call:sethook
run("c", function() pcall(leaf) end)  --> call:f, call:pcall, call:?, call:sethook
run("r", function() pcall(leaf) end)  --> return:sethook, return:?, return:pcall, return:f
run("r", function() pcall(error, "x") end)  --> return:sethook, return:pcall, return:f
run("cr", function() for _ in next, {} do end end)
--> return:sethook, call:f, call:for iterator, return:for iterator, return:f, call:sethook
run("cr", function() return #setmetatable({}, { __len = leaf }) end)
--> return:sethook, call:f, call:setmetatable, return:setmetatable, call:len, return:len, return:f, call:sethook
run("cr", function() local c <close> = setmetatable({}, { __close = leaf }) end)
--> return:sethook, call:f, call:setmetatable, return:setmetatable, call:close, return:close, return:f, call:sethook
run("c", function() setmetatable({}, { __call = leaf })() end)  --> call:f, call:setmetatable, call:?, call:sethook
run("cr", function() return setmetatable({}, { __call = leaf })() end)
--> return:sethook, call:f, call:setmetatable, return:setmetatable, tail call:?, return:?, call:sethook
run("cr", coroutine.wrap(leaf))  --> return:sethook, call:f, return:f, call:sethook
