-- A numeral too large in its base wraps around. Manual 6.1.
print(tonumber("ffffffffffffffff", 16), tonumber("1" .. ("0"):rep(64), 2))  --> -1	0
