-- Local variables without a value start as nil, also in a loop. Manual 3.3.7.
for i = 1, 2 do
  local a
  assert(a == nil)
  a = i
end
local b, c = 1
print(b, c)  --> 1	nil
