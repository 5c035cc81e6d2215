-- An argument error has the line of the call. Manual 2.3.
local x = 1
local y = math.floor({})  --! bad argument #1 to 'floor' (number expected, got table)
