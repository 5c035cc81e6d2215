-- The function gmatch takes a start. Manual 6.4.
for c in ("abcdef"):gmatch(".", 5) do print(c) end   --> e
                                                     --> f
for c in ("abcdef"):gmatch(".", -1) do print(c) end  --> f
