-- A round robin scheduler runs several tasks. Manual 2.6.
local log, tasks = {}, {}
for id = 1, 3 do
  tasks[id] = coroutine.create(function()
    for s = 1, id do log[#log + 1] = id .. ":" .. s; coroutine.yield() end
  end)
end
repeat
  local alive = false
  for _, co in ipairs(tasks) do alive = coroutine.resume(co) and coroutine.status(co) ~= "dead" or alive end
until not alive
print(table.concat(log, " "))  --> 1:1 2:1 3:1 2:2 3:2 3:3
