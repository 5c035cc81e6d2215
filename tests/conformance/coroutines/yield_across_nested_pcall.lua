-- Yields pass through several levels of pcall. Manual 2.6.
local function nest(n)
  if n == 0 then return coroutine.yield("bottom") end
  return select(2, pcall(nest, n - 1))
end
local co = coroutine.wrap(nest)
print(co(5))     --> bottom
print(co("up"))  --> up
