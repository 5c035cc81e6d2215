-- Arguments after the handler go to the function. Manual 6.1.
print(xpcall(function(...) return select("#", ...), ... end, print, 1, nil, 3, nil))  --> true	4	1	nil	3	nil
