-- In call and return hooks, `r` tells which values go in or out of the function. Manual 4.7.
local seen = {}
local watched
local function hook(event)
  local info = debug.getinfo(2, "rf")
  if info.func ~= watched then return end
  local values = {}
  for i = info.ftransfer, info.ftransfer + info.ntransfer - 1 do
    local _, value = debug.getlocal(2, i)
    values[#values + 1] = tostring(value)
  end
  seen[#seen + 1] = event .. " " .. info.ntransfer .. ":" .. table.concat(values, ",")
end
local function watch(f, ...)
  seen, watched = {}, f
  debug.sethook(hook, "cr")
  f(...)
  debug.sethook()
  print(table.concat(seen, "; "))
end
local function three(a, b, c) local d = 4 return c, b, a, d end
watch(three, 1, 2, 3)  --> call 3:1,2,3; return 4:3,2,1,4
watch(three, 1)  --> call 3:1,nil,nil; return 4:nil,nil,1,4
watch(function() end, 1, 2)  --> call 0:; return 0:
watch(function(a, ...) return ... end, 1, 2, 3)  --> call 1:1; return 2:2,3
watch(function(...) return 5 end, 1, 2)  --> call 0:; return 1:5
watch(function(a) return a end, "x")  --> call 1:x; return 1:x
watch(math.max, 1, 7, 3)  --> call 3:1,7,3; return 1:7
watch(select, 2, "a", "b", "c")  --> call 4:2,a,b,c; return 2:b,c
watch(type, 5)  --> call 1:5; return 1:number
print(debug.getinfo(1, "r").ftransfer, debug.getinfo(1, "r").ntransfer)  --> 0	0
print(debug.getinfo(print, "r").ftransfer, debug.getinfo(print, "r").ntransfer)  --> 0	0
