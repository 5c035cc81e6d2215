-- Concatenating a boolean is an error. Manual 2.3.
local s = "done: " .. true  --! attempt to concatenate a boolean value
