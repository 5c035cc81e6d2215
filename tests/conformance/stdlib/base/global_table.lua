-- The field _G of the globals is the table itself. Manual 6.1.
print(_G._G == _G, _G.print == print, type(_G))  --> true	true	table
_G.made = 1
print(made)                                      --> 1
