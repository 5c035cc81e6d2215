-- A goto sees the labels of enclosing blocks. Manual 3.3.4.
local n = 0
do
  ::again::
  do n = n + 1; if n < 3 then goto again end end
end
print(n)  --> 3
