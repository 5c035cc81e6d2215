-- A declaration has at most one variable to be closed. Manual 3.3.8.
print(load("local a <close>, b <close> = nil, nil", "=c"))
--> nil	c:1: multiple to-be-closed variables in local list
