-- Long strings are keys by content. Manual 2.1.
local t = {}
t[("x"):rep(200)] = "long"
print(t[("xx"):rep(100)], t[("x"):rep(199)])  --> long	nil
