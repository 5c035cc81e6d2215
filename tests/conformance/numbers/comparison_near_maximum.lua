-- The float nearest to the largest integer is greater than it. Manual 3.4.4.
local m = math.maxinteger
print(m < m + 0.0, m >= m + 0.0, m + 0.0 > m, m == m + 0.0)  --> true	false	true	false
print(math.mininteger == -2^63, math.mininteger <= -2^63, math.mininteger < -2^63)  --> true	true	false
