-- A label followed by void statements counts as the end of the block. Manual 3.3.4.
print(type(load("do goto l; local x; ::l:: ; ::m:: end", "=c")))  --> function
print(type(load("goto l; local x; ::l::", "=c")))                 --> function
print(select(2, load("do goto l; local x; ::l:: f() end", "=c")))
--> c:1: <goto l> at line 1 jumps into the scope of local 'x'
