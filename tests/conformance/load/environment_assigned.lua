-- Assigning to _ENV changes it for the rest of the chunk. Manual 2.2.
local print, G = print, _G
_ENV = { z = "here" }
print(z, G == nil, _G)  --> here	false	nil
