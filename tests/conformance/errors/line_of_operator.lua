-- An error in a long expression has the line of its operator. Manual 2.3.
local a, b = 1
local c = a +
  a
local d = a
  + b  --! attempt to perform arithmetic on a nil value (local 'b')
