-- Only nil ends a generic loop. Manual 3.3.5.
local values, i = { false, 0, nil }, 0
for v in function() i = i + 1; return values[i] end do print(v) end  --> false
                                                                     --> 0
