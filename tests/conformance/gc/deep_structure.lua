-- A collection copes with long chains of tables. Manual 2.5.
local head
for _ = 1, 200000 do head = { next = head } end
collectgarbage()
local n = 0
while head do n, head = n + 1, head.next end
print(n)  --> 200000
