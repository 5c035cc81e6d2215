-- For NaN, not less is not the same as greater or equal. Manual 3.4.4.
local nan = 0/0
print(nan < 1, not (nan < 1), nan >= 1, nan == nan, nan ~= nan)  --> false	true	false	false	true
