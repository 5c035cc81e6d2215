-- Every order comparison with NaN is false. Manual 3.4.4.
local nan, one = 0/0, 1
print(nan < one, nan <= one, nan > one, nan >= one, one < nan, one >= nan)
--> false	false	false	false	false	false
print(nan < nan, nan <= nan, nan == nan, nan ~= nan)  --> false	false	false	true
