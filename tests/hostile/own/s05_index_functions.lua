-- attack: stack; __index, __newindex, __eq, __lt and __concat functions, each of which uses the next object
-- expect: ok
for _, use in ipairs{
  function(o) return o.x end, function(o) o.x = 1 end, function(o) return o == {} end, function(o) return o < o end,
  function(o) return o .. "x" end, function(o) return #o end, function(o) return (o()) end, function(o) return -o end,
} do
  local o = {}
  for i = 1, 30000 do
    local inner = o
    local function f() return use(inner) end
    o = setmetatable({}, {__index = f, __newindex = f, __eq = f, __lt = f, __concat = f, __len = f, __call = f, __unm = f})
  end
  local ok, message = pcall(use, o)
  assert(not ok and (tostring(message):find("overflow") or tostring(message):find("attempt")), message)
end
print("ok")
