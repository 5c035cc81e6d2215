-- A string of 45 characters is too long for a short source. Manual 4.7.
print(debug.getinfo(load("return 1", ("n"):rep(44)), "S").short_src)
--> [string "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"]
print(debug.getinfo(load("return 1", ("n"):rep(45)), "S").short_src)
--> [string "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn..."]
