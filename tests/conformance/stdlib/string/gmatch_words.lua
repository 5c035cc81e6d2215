-- The function gmatch iterates over all matches. Manual 6.4.
for w in ("one two  three"):gmatch("%a+") do print(w) end  --> one
                                                           --> two
                                                           --> three
