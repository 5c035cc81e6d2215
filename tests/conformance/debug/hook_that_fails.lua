-- An error in a hook is one of the function that it interrupts; the hook stays. Manual 4.7.
local times = 0
local function fail(event, line)
  times = times + 1
  if times == 1 then error("from " .. event .. " " .. tostring(line ~= nil)) end
end
local function run(mask, count)
  times = 0
  local ok, message = pcall(function()
    debug.sethook(fail, mask, count)
    local x = math.abs(-1)
    return x
  end)
  local before = times
  local y = math.abs(-1)
  local again = times > before
  local stays = debug.gethook() == fail
  debug.sethook()
  print(ok, message, stays, again)
end
run("c")  --> false	hook_that_fails.lua:5: from call false	true	true
run("r")  --> false	hook_that_fails.lua:5: from return false	true	true
run("l")  --> false	hook_that_fails.lua:5: from line true	true	true
run("", 2)  --> false	hook_that_fails.lua:5: from count false	true	true
local object = {}
local co = coroutine.create(function() return 1 end)
debug.sethook(co, function() error(object) end, "l")
print(select(2, coroutine.resume(co)) == object, coroutine.status(co))  --> true	dead
local closed
co = coroutine.create(load([[
  local c <close> = ...
  local x = 1
  return x
]]))
debug.sethook(co, function(_, line) if line == 3 then error("in line 3", 0) end end, "l")
print(coroutine.resume(co, setmetatable({}, { __close = function(_, e) closed = e end })))  --> false	in line 3
print(closed, coroutine.close(co))  --> nil	false	in line 3
print(closed)  --> in line 3
co = coroutine.create(load("local x = 1\nx = 2"))
debug.sethook(co, function(_, line) if line == 2 then error("blamed on the line", 2) end end, "l")
print(coroutine.resume(co))  --> false	[string "local x = 1..."]:2: blamed on the line
print(xpcall(function()
  debug.sethook(function() debug.sethook() error("handled", 0) end, "l")
  local x = 1
end, function(message) return message .. " by the handler" end))  --> false	handled by the handler
debug.sethook(function() debug.sethook() error("from the last line", 2) end, "l")
times = 0  --! from the last line
