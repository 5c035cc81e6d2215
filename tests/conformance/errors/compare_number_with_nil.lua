-- Comparing different types names both in the order of the operands. Manual 2.3.
local limit
print(1 < limit)  --! attempt to compare number with nil
