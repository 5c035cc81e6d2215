-- Any other value without __close is an error at its declaration. Manual 3.3.8.
local x <close> = {}  --! variable 'x' got a non-closable value
