-- Constants work as operands and keys. Manual 3.3.7.
local K <const>, S <const>, F <const> = 3, "key", 0.5
local t = { [S] = K, [K] = S }
print(K + 1, K * F, S .. K, t.key, t[3], K < 4, -K, K == 3.0)  --> 4	1.5	key3	3	key	true	-3	true
