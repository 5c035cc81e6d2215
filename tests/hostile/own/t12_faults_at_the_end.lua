-- attack: compile time; sources of a megabyte whose only fault is at the end, and readers that fail there
-- expect: ok
for _, part in ipairs{"x = 1 ", "f() ", "do end ", "-- x\n", "function f() end "} do
  local source = string.rep(part, 100)
  local whole = "do " .. string.rep("do " .. source .. "end ", 1000)
  local f, message = load(whole)
  assert(not f and message:find("'end' expected"), message)
  assert(load(whole .. "end"))
  local n = 0
  f, message = load(function()
    n = n + 1
    if n > 100 then error({}) end
    return source
  end)
  assert(not f and type(message) == "table")
end
print("ok")
