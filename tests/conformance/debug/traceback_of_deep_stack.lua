-- A long traceback shows the first ten and the last eleven functions. Manual 6.10.
local function lines_of(depth)
  local function down(n)
    if n == 0 then coroutine.yield() else down(n - 1) end
    return nil
  end
  local co = coroutine.create(function() down(depth) end)
  coroutine.resume(co)
  local lines = {}
  for line in debug.traceback(co):gmatch("[^\n]+") do lines[#lines + 1] = line end
  return lines
end
for _, depth in ipairs { 18, 20, 30, 500 } do
  local lines = lines_of(depth)
  local skipped
  for i, line in ipairs(lines) do if line:find "^\t%.%.%." then skipped = i end end
  print(depth, #lines, skipped)
  --> 18	22	nil
  --> 20	23	12
  --> 30	23	12
  --> 500	23	12
end
local lines = lines_of(100)
print(lines[2])  --> 	[C]: in function 'coroutine.yield'
print(lines[11])  --> 	traceback_of_deep_stack.lua:4: in upvalue 'down'
print(lines[13])  --> 	traceback_of_deep_stack.lua:4: in upvalue 'down'
print(lines[#lines])  --> 	traceback_of_deep_stack.lua:7: in function <traceback_of_deep_stack.lua:7>
