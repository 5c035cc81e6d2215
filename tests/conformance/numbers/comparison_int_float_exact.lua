-- Integers and floats are compared by their exact values. Manual 3.4.4.
local big = 2^53
print(big == (1 << 53) + 1, big < (1 << 53) + 1, (1 << 53) + 1 <= big)  --> false	true	false
print(math.maxinteger < 2^63, math.maxinteger + 0.0 == 2^63, math.maxinteger == 2^63)  --> true	true	false
