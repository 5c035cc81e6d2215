-- Assigning to an undeclared name makes a field of the global table. Manual 3.2.
fresh = 5
print(_G.fresh, _ENV.fresh, undeclared)  --> 5	5	nil
_G["other name"] = 6
print(_ENV["other name"])                --> 6
