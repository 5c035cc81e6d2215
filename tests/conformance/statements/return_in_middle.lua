-- Return must be last in its block, so an early one is wrapped in do. Manual 3.3.4.
local function f()
  do return "early" end
  return "late"
end
print(f())                            --> early
print(load("return 1; x = 2", "=c"))  --> nil	c:1: <eof> expected near 'x'
