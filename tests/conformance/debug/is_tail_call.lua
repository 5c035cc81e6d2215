-- `t` tells whether a function was called by a tail call, and then nobody knows its name. Manual 4.7.
local function info()
  local t = debug.getinfo(2, "nt")
  return t.istailcall, t.name, t.namewhat
end
local function tailed()
  local flag, name, what = info()
  print(flag, name, what == "")
end
local function calls() return tailed() end
tailed()  --> false	tailed	false
calls()  --> true	nil	true
local function calls_again() return calls() end
calls_again()  --> true	nil	true
local function not_a_tail_call() return (calls()) end
not_a_tail_call()  --> true	nil	true
print(debug.getinfo(1, "t").istailcall)  --> false
print((function() return debug.getinfo(1, "t") end)().istailcall)  --> false
local function of_native() return debug.getinfo(0, "t") end
print(of_native().istailcall, debug.getinfo(0, "t").istailcall)  --> false	false
local t = setmetatable({}, { __call = function() return debug.getinfo(1, "t").istailcall end })
local function through_call() return t() end
print(t(), through_call())  --> false	true
local co = coroutine.wrap(function() return tailed() end)
co()  --> true	nil	true
