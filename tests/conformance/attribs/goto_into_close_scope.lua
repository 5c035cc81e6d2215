-- A goto cannot jump into the scope of a variable to be closed. Manual 3.3.8.
print(load("goto l; local x <close> = nil; ::l:: print(x)", "=c") == nil)  --> true
print(load("do goto l; local x <close> = nil; ::l:: end", "=c") ~= nil)  --> true
