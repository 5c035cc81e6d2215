-- What only an old object refers to survives collections of the young: tables, upvalues, metatables, coroutines.
collectgarbage("generational")
local holder, cell = {}, nil
local function get() return cell end
local thread = coroutine.wrap(function(value)
  while true do value = { coroutine.yield(value) } end
end)
thread(0)
collectgarbage()
for i = 1, 100 do
  holder[i % 7] = { i }
  holder["k" .. i % 5] = { i }
  cell = { i }
  setmetatable(holder, { i })
  thread(i)
  collectgarbage("step")
  assert(holder[i % 7][1] == i and holder["k" .. i % 5][1] == i)
  assert(get()[1] == i and getmetatable(holder)[1] == i)
end
print(thread(1)[1]) --> 1
