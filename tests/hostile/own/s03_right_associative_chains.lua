-- attack: stack; '..' and '^' to the right, a hundred thousand of them
-- expect: ok
for _, operator in ipairs{"..", "^", " ^ - "} do
  local f, message = load("local x = 1 return x" .. (operator .. "x"):rep(100000))
  assert(f == nil and message:find("overflow") or f ~= nil, message)
  f = load("local x = 1 return x" .. (operator .. "x"):rep(60))
  assert(f and f())
end
print("ok")
