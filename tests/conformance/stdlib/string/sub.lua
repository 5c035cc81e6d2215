-- The function sub takes inclusive positions, from the end if negative. Manual 6.4.
local s = "abcdef"
print(s:sub(2, 4), s:sub(3), s:sub(-2), s:sub(-4, -3), s:sub(2, -2))  --> bcd	cdef	ef	cd	bcde
