-- A variable captured before an error keeps its value. Manual 2.3.
local get
local function f()
  local x = 5
  get = function() x = x + 1; return x end
  error("stop", 0)
end
print(pcall(f))      --> false	stop
print(get(), get())  --> 6	7
