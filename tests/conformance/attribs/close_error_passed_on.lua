-- Each closed variable sees the latest error. Manual 3.3.8.
local function closer(name)
  return setmetatable({}, { __close = function(_, e) error(e .. " " .. name, 0) end })
end
local function f()
  local a <close>, b, c = closer("a")
  local d <close> = closer("d")
  error("start", 0)
end
print(pcall(f))  --> false	start d a
