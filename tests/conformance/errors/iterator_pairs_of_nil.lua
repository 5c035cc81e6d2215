-- A loop over the pairs of nil fails in its iterator. Manual 3.3.5.
local config = {}
for k, v in pairs(config.options) do end  --! bad argument #1 to 'for iterator' (table expected, got nil)
