-- The iterator gets the state and the last control value. Manual 3.3.5.
local function iter(state, control)
  print(state, control)  --> state	0
                         --> state	1
                         --> state	2
  if control < 2 then return control + 1 end
end
for i in iter, "state", 0 do end
