-- Calling a nil method names the method. Manual 2.3.
local obj = {}
obj:fly()  --! attempt to call a nil value (method 'fly')
