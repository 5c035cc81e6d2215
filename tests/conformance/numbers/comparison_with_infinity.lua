-- Every integer lies between the infinities. Manual 3.4.4.
local max, min = math.maxinteger, math.mininteger
print(max < math.huge, min > -math.huge, max >= math.huge, -math.huge <= min)  --> true	true	false	true
